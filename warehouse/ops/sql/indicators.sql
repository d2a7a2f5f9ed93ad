-- Indicators of {schema}'s facts, each sought in the key after the last one: a few dozen of millions of rows.
WITH RECURSIVE told AS (
    (SELECT indicator_code FROM {schema}.fct_indicator_value ORDER BY indicator_code LIMIT 1)
    UNION ALL
    SELECT (
        SELECT fact.indicator_code FROM {schema}.fct_indicator_value AS fact
        WHERE fact.indicator_code > told.indicator_code
        ORDER BY fact.indicator_code
        LIMIT 1
    )
    FROM told
    WHERE told.indicator_code IS NOT NULL
)

SELECT indicator_code FROM told
WHERE indicator_code IS NOT NULL
