-- Parts of a mart, made by the rows of one column's values, that became another after its suite passed on the rest:
-- where the suite looks at nothing else that changed, and the mart's table is the one that dbt recorded.
SELECT
    part.part_by,
    coalesce(array_agg(part.key) FILTER (WHERE part.built_at > suite.built_at AND part.key <> ''), '{}') AS keys
FROM ops.built AS suite
INNER JOIN ops.built_part AS looked_at USING (unique_id)
CROSS JOIN ops.built AS model
INNER JOIN ops.built_part AS part ON part.unique_id = model.unique_id
WHERE
    suite.unique_id = %(suite)s
    AND looked_at.part_by = 'beside'
    AND looked_at.fingerprint = %(beside)s
    AND model.unique_id = %(model)s
    AND model.relation = %(relation)s::oid
    AND part.part_by IN ('indicator_code', 'measure_code')
GROUP BY part.part_by
