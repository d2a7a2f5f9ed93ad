-- What the checks of the marts found in this run: one line per mart.
SELECT asset, evaluated, failed, severity_failed AS severity, message
FROM quality.validation
WHERE load_id IS NULL AND run_at >= %(since)s
ORDER BY validation_id;
