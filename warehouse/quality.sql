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

CREATE OR REPLACE VIEW quality.revision_triangle AS
SELECT
    triangle.indicator_code,
    triangle.territory_level,
    triangle.zone,
    triangle.period,
    triangle.release_id,
    release.released_at,
    triangle.first_release_id,
    first.released_at AS first_released_at,
    triangle.releases_since,
    extract(DAY FROM release.released_at - first.released_at)::integer AS days_since,
    triangle.is_simulated,
    triangle.published,
    triangle.revised,
    triangle.withdrawn,
    triangle.status_changed,
    triangle.sum_revision / nullif(triangle.published, 0) AS mean_revision,
    triangle.sum_absolute / nullif(triangle.published, 0) AS mean_absolute_revision,
    100 * triangle.sum_relative / nullif(triangle.published - triangle.no_relative, 0) AS mean_relative_revision,
    triangle.revised::double precision / nullif(triangle.published, 0) AS share_revised,
    triangle.status_changed::double precision / nullif(triangle.published, 0) AS share_status_changed
FROM ops.revision_triangle AS triangle
INNER JOIN ops.release AS release USING (release_id)
INNER JOIN ops.release AS first ON triangle.first_release_id = first.release_id
WHERE release.event = 'release';
COMMENT ON VIEW quality.revision_triangle IS
'How far published values are from their first figure, by year of the figure and release: a revision triangle.';
COMMENT ON COLUMN quality.revision_triangle.released_at IS 'When readers began to see the release.';
COMMENT ON COLUMN quality.revision_triangle.first_released_at IS 'When readers saw the first figures of that year.';
COMMENT ON COLUMN quality.revision_triangle.days_since IS 'Whole days between both.';
COMMENT ON COLUMN quality.revision_triangle.mean_revision IS
'Mean of value less first figure: above 0, first figures are low.';
COMMENT ON COLUMN quality.revision_triangle.mean_absolute_revision IS
'Mean distance to the first figure, unit of the indicator.';
COMMENT ON COLUMN quality.revision_triangle.mean_relative_revision IS
'The same in % of the first figure, where it is not zero.';
COMMENT ON COLUMN quality.revision_triangle.share_revised IS 'Share of the values that differ from their first figure.';
COMMENT ON COLUMN quality.revision_triangle.share_status_changed IS
'Share whose status differs from that of the first figure.';

CREATE OR REPLACE VIEW quality.revision_statistic AS
SELECT
    indicator_code,
    territory_level,
    zone,
    releases_since,
    is_simulated,
    count(*) AS years,
    min(period) AS first_period,
    max(period) AS last_period,
    min(days_since) AS min_days_since,
    max(days_since) AS max_days_since,
    sum(told.published)::bigint AS published,
    sum(withdrawn)::bigint AS withdrawn,
    sum(mean_revision * published) / nullif(sum(published), 0) AS mean_revision,
    sum(mean_absolute_revision * published) / nullif(sum(published), 0) AS mean_absolute_revision,
    100 * sum(sum_relative) / nullif(sum(relative_of), 0) AS mean_relative_revision,
    sum(revised) / nullif(sum(published), 0) AS share_revised,
    sum(status_changed) / nullif(sum(published), 0) AS share_status_changed
FROM quality.revision_triangle AS told
INNER JOIN (
    SELECT
        release_id, indicator_code, territory_level, zone, period,
        sum_relative, kept.published - no_relative AS relative_of
    FROM ops.revision_triangle AS kept
) AS summed USING (release_id, indicator_code, territory_level, zone, period)
GROUP BY indicator_code, territory_level, zone, releases_since, is_simulated;
COMMENT ON VIEW quality.revision_statistic IS
'What a figure of an age is worth: the triangle, all years together, by the number of releases since the first figure.';
COMMENT ON COLUMN quality.revision_statistic.indicator_code IS 'Indicator.';
COMMENT ON COLUMN quality.revision_statistic.territory_level IS 'Level of the territories.';
COMMENT ON COLUMN quality.revision_statistic.zone IS 'all, centre or rest.';
COMMENT ON COLUMN quality.revision_statistic.releases_since IS
'Age: releases since the first figure; 0 is the first figure.';
COMMENT ON COLUMN quality.revision_statistic.is_simulated IS 'Simulated files stand behind it: no fact.';
COMMENT ON COLUMN quality.revision_statistic.years IS 'Years of figures that have reached this age.';
COMMENT ON COLUMN quality.revision_statistic.first_period IS 'First of them.';
COMMENT ON COLUMN quality.revision_statistic.last_period IS 'Last of them.';
COMMENT ON COLUMN quality.revision_statistic.min_days_since IS 'Least days since the first figure at this age.';
COMMENT ON COLUMN quality.revision_statistic.max_days_since IS 'Most days.';
COMMENT ON COLUMN quality.revision_statistic.published IS 'Values published at this age.';
COMMENT ON COLUMN quality.revision_statistic.withdrawn IS 'Values published once and missing at this age.';
COMMENT ON COLUMN quality.revision_statistic.mean_revision IS 'Mean of value less first figure, unit of the indicator.';
COMMENT ON COLUMN quality.revision_statistic.mean_absolute_revision IS 'Mean distance to the first figure.';
COMMENT ON COLUMN quality.revision_statistic.mean_relative_revision IS 'The same in % of the first figure.';
COMMENT ON COLUMN quality.revision_statistic.share_revised IS 'Share of values that differ from their first figure.';
COMMENT ON COLUMN quality.revision_statistic.share_status_changed IS 'Share whose status differs from the first one.';

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
            AND shown.attrelid IN (
                'quality.release'::regclass, 'quality.revision'::regclass, 'quality.revision_triangle'::regclass
            )
            AND kept.attrelid IN ('ops.release'::regclass, 'ops.revision'::regclass, 'ops.revision_triangle'::regclass)
        ORDER BY shown.attrelid, shown.attname, kept.attrelid
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', line.view_name, line.attname, line.description);
    END LOOP;
END
$$;
