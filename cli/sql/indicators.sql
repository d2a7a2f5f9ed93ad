-- What readers see of each indicator.
SELECT
    indicator_code AS code,
    count(*) AS values,
    count(value) AS present,
    min(period) AS first_period,
    max(period) AS last_period
FROM marts.fct_indicator_value
GROUP BY indicator_code
ORDER BY indicator_code;
