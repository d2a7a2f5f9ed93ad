-- Releases that can be seen again, newest first: their tables are kept, and no rollback withdrew them.
SELECT made.release_id, made.schema_name
FROM ops.release AS made
WHERE
    made.event = 'release'
    AND to_regnamespace(made.schema_name) IS NOT NULL
    AND NOT EXISTS (
        SELECT
        FROM ops.release AS back
        INNER JOIN ops.release AS target
            ON target.schema_name = back.schema_name AND target.event = 'release'
        WHERE
            back.event = 'rollback'
            AND back.release_id > made.release_id
            AND target.release_id < made.release_id
    )
ORDER BY made.release_id DESC
