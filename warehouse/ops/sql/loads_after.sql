-- Attempts of a run, in the order they began, with what the checks of each found.
SELECT
    load.source,
    load.resource,
    load.raw_table,
    load.vintage,
    load.outcome,
    load.rows_loaded AS rows,
    load.rows_rejected AS rejected,
    load.cells_emptied AS emptied,
    load.remarks,
    extract(
        EPOCH FROM coalesce(load.finished_at, clock_timestamp()) - coalesce(load.load_started_at, load.started_at)
    )::float8 AS seconds,
    load.bytes,
    load.is_simulated,
    load.message,
    checks.evaluated,
    checks.failed,
    checks.severity
FROM ops.load
LEFT JOIN LATERAL (
    SELECT validation.evaluated, validation.failed, validation.severity_failed AS severity
    FROM quality.validation
    WHERE validation.load_id = load.load_id
    ORDER BY validation.validation_id DESC
    LIMIT 1
) AS checks ON TRUE
WHERE load.load_id > %(after)s
ORDER BY load.load_id;
