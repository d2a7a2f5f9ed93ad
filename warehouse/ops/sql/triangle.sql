-- What readers see of {new} against the first figure of each value: the sums of the change before, and what this
-- change adds. Only values that it changes are looked up, and of indicators that are as before nothing is counted.
-- Releases made before `is_simulated` existed have `whole`'s.
INSERT INTO ops.revision_triangle (
    release_id, indicator_code, territory_level, zone, period, first_release_id, releases_since, is_simulated,
    published, revised, withdrawn, status_changed, sum_revision, sum_absolute, sum_relative, no_relative
)
WITH before AS (
    SELECT DISTINCT ON (indicator_code, territory_level, zone, period) triangle.*
    FROM ops.revision_triangle AS triangle
    ORDER BY indicator_code, territory_level, zone, period, release_id DESC
),

published AS (
    SELECT
        indicator_code, territory_level, zone, period,
        count(*) AS published,
        bool_or(is_simulated) AS is_simulated
    FROM (
        SELECT fact.*
        FROM (VALUES ('all', FALSE)) AS whole (zone, is_simulated)
        CROSS JOIN LATERAL (
            SELECT indicator_code, territory_level, zone, period, is_simulated
            FROM {new}.fct_indicator_value
            WHERE
                value IS NOT NULL
                AND indicator_code = any(%(changed)s)
        ) AS fact
    ) AS told
    GROUP BY indicator_code, territory_level, zone, period
    UNION ALL
    SELECT indicator_code, territory_level, zone, period, published, is_simulated
    FROM before
    WHERE indicator_code <> all(%(changed)s)
),

-- Every change of the values that this one changes, since the group was first counted.
history AS (
    SELECT
        past.*,
        lag(past.release_id) OVER chain AS last_release_id,
        lag(past.value_to) OVER chain AS last_value,
        lag(past.obs_status_to) OVER chain AS last_status,
        count(coalesce(past.value_from, past.value_to)) OVER chain AS told
    FROM ops.revision AS now
    INNER JOIN ops.revision AS past USING (indicator_code, territory_level, territory_code, zone, period)
    INNER JOIN before USING (indicator_code, territory_level, zone, period)
    WHERE now.release_id = %(release_id)s AND past.release_id > before.first_release_id
    WINDOW chain AS (
        PARTITION BY
            past.indicator_code, past.territory_level, past.territory_code, past.zone, past.period
        ORDER BY past.release_id
    )
),

-- The first figure is what the first change that knew a value had before it, else what it made.
first AS (
    SELECT DISTINCT ON (indicator_code, territory_level, territory_code, zone, period)
        indicator_code, territory_level, territory_code, zone, period,
        coalesce(value_from, value_to) AS first_value,
        CASE WHEN value_from IS NOT NULL THEN obs_status_from ELSE obs_status_to END AS first_status
    FROM history
    WHERE told > 0
    ORDER BY indicator_code, territory_level, territory_code, zone, period, release_id
),

state AS (
    SELECT
        history.indicator_code, history.territory_level, history.zone, history.period,
        first.first_value, first.first_status, one.sign, one.value, one.status
    FROM history
    INNER JOIN first USING (indicator_code, territory_level, territory_code, zone, period)
    CROSS JOIN
        LATERAL (
            VALUES
            (1, history.value_to, history.obs_status_to, TRUE),
            (
                -1,
                CASE WHEN history.last_release_id IS NULL THEN history.value_from ELSE history.last_value END,
                CASE WHEN history.last_release_id IS NULL THEN history.obs_status_from ELSE history.last_status END,
                -- Before its first figure a value was neither revised nor withdrawn.
                history.told > 1 OR history.value_from IS NOT NULL
            )
        ) AS one (sign, value, status, is_told)
    WHERE history.release_id = %(release_id)s AND one.is_told
),

added AS (
    SELECT
        indicator_code, territory_level, zone, period,
        sum(sign) FILTER (WHERE value <> first_value) AS revised,
        sum(sign) FILTER (WHERE value IS NULL) AS withdrawn,
        sum(sign) FILTER (WHERE value IS NOT NULL AND status <> first_status) AS status_changed,
        sum(sign * (value - first_value)) AS sum_revision,
        sum(sign * abs(value - first_value)) AS sum_absolute,
        sum(sign * abs(value - first_value) / nullif(abs(first_value), 0)) AS sum_relative,
        sum(sign) FILTER (WHERE value <> first_value AND first_value = 0) AS no_relative
    FROM state
    GROUP BY indicator_code, territory_level, zone, period
)

SELECT
    %(release_id)s,
    indicator_code,
    territory_level,
    zone,
    period,
    coalesce(before.first_release_id, %(release_id)s),
    coalesce(before.releases_since + (release.event = 'release')::integer, 0),
    coalesce(published.is_simulated, before.is_simulated),
    coalesce(published.published, 0),
    coalesce(before.revised, 0) + coalesce(added.revised, 0),
    coalesce(before.withdrawn, 0) + coalesce(added.withdrawn, 0),
    coalesce(before.status_changed, 0) + coalesce(added.status_changed, 0),
    coalesce(before.sum_revision, 0) + coalesce(added.sum_revision, 0),
    coalesce(before.sum_absolute, 0) + coalesce(added.sum_absolute, 0),
    coalesce(before.sum_relative, 0) + coalesce(added.sum_relative, 0),
    coalesce(before.no_relative, 0) + coalesce(added.no_relative, 0)
FROM published
FULL JOIN before USING (indicator_code, territory_level, zone, period)
LEFT JOIN added USING (indicator_code, territory_level, zone, period)
INNER JOIN ops.release AS release ON release.release_id = %(release_id)s
