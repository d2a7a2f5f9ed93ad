-- One hash of vintages: those taken by a build, or those that stand. A mark of simulated data that is corrected is
-- a change.
SELECT
    encode(sha256(convert_to(coalesce(
        string_agg(
            concat_ws('|', raw_table, vintage, sha256, CASE WHEN is_simulated THEN 'simulated' END),
            E'\n' ORDER BY raw_table, vintage, sha256
        ), ''
    ), 'UTF8')), 'hex')
FROM ops.load
WHERE CASE
    WHEN %(in_use)s THEN load_id IN (SELECT load_id FROM ops.vintage_in_use)
    ELSE outcome = 'published'
END
