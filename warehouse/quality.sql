-- What readers see of releases and revisions. Idempotent: run at every `prepare`, after the migrations.

CREATE OR REPLACE VIEW quality.release AS
SELECT release_id, released_at, event, is_current, git_commit, fingerprint, schema_name FROM ops.release;
COMMENT ON VIEW quality.release IS 'Each change of what readers see: a release, or a return to an earlier one.';

CREATE OR REPLACE VIEW quality.revision AS
SELECT
    revision.release_id,
    release.released_at,
    release.event,
    revision.indicator_code,
    revision.territory_level,
    revision.territory_code,
    revision.period,
    revision.value_from,
    revision.value_to,
    revision.obs_status_from,
    revision.obs_status_to,
    -- Last, where a view that stands can take a column.
    revision.zone
FROM ops.revision
INNER JOIN ops.release USING (release_id);
COMMENT ON VIEW quality.revision IS 'Published values that a release changed or withdrew, and when.';

-- The views' columns say what the columns behind them say.
DO $$
DECLARE
    line record;
BEGIN
    FOR line IN
        SELECT DISTINCT ON (shown.attrelid, shown.attname)
            shown.attrelid::regclass AS view_name, shown.attname, said.description
        FROM pg_attribute AS shown
        INNER JOIN pg_attribute AS kept ON kept.attname = shown.attname
        INNER JOIN pg_description AS said
            ON said.objoid = kept.attrelid AND said.objsubid = kept.attnum AND said.classoid = 'pg_class'::regclass
        WHERE shown.attnum > 0
            AND shown.attrelid IN ('quality.release'::regclass, 'quality.revision'::regclass)
            AND kept.attrelid IN ('ops.release'::regclass, 'ops.revision'::regclass)
        ORDER BY shown.attrelid, shown.attname, kept.attrelid
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', line.view_name, line.attname, line.description);
    END LOOP;
END
$$;
