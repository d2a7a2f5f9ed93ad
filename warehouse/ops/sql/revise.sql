-- Values that readers saw in {old} and that {new} changes or no longer publishes, of indicators that may have. Releases
-- made before zones existed have no such column: there, `zone` is the one of `whole`, every row being of a whole
-- commune.
INSERT INTO ops.revision (
    release_id, indicator_code, territory_level, territory_code, zone, period,
    value_from, value_to, obs_status_from, obs_status_to
)
SELECT
    %(release_id)s,
    indicator_code,
    territory_level,
    territory_code,
    zone,
    period,
    before.value AS value_from,
    after.value AS value_to,
    before.obs_status AS obs_status_from,
    after.obs_status AS obs_status_to
FROM (
    SELECT fact.*
    FROM (VALUES ('all')) AS whole (zone)
    CROSS JOIN LATERAL (
        SELECT indicator_code, territory_level, territory_code, zone, period, value, obs_status
        FROM {old}.fct_indicator_value
        WHERE indicator_code = any(%(changed)s)
    ) AS fact
) AS before
LEFT JOIN (
    SELECT fact.*
    FROM (VALUES ('all')) AS whole (zone)
    CROSS JOIN LATERAL (
        SELECT TRUE AS is_told, indicator_code, territory_level, territory_code, zone, period, value, obs_status
        FROM {new}.fct_indicator_value
        WHERE indicator_code = any(%(changed)s)
    ) AS fact
) AS after
    USING (indicator_code, territory_level, territory_code, zone, period)
WHERE
    after.is_told IS NULL
    OR before.value IS DISTINCT FROM after.value
    OR before.obs_status IS DISTINCT FROM after.obs_status
