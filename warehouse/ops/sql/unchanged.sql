-- Indicators of which a table of facts is what schema `old` released, and counted: dbt made it last, and none of its
-- parts became another since.
SELECT part.key
FROM ops.built
INNER JOIN ops.built_part AS part USING (unique_id)
WHERE
    built.relation = %(facts)s::oid
    AND part.part_by = 'indicator_code'
    AND part.built_at < (
        SELECT max(released_at) FROM ops.release
        WHERE event = 'release' AND schema_name = %(old)s
    )
    AND EXISTS (SELECT FROM ops.revision_triangle WHERE indicator_code = part.key)
