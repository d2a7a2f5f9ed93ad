-- What readers see of each indicator: territories as wholes, and what of it is known of town centres. A release
-- made before zones existed has no such column: there, `zone` is the one of `whole`.
SELECT
    fact.indicator_code AS code,
    count(*) FILTER (WHERE fact.zone = 'all') AS values,
    count(fact.value) FILTER (WHERE fact.zone = 'all') AS present,
    count(fact.value) FILTER (WHERE fact.zone = 'centre') AS in_centres,
    min(fact.period) AS first_period,
    max(fact.period) AS last_period
FROM (VALUES ('all')) AS whole (zone)
CROSS JOIN LATERAL (
    SELECT indicator_code, zone, period, value FROM marts.fct_indicator_value
) AS fact
GROUP BY fact.indicator_code
ORDER BY fact.indicator_code;
