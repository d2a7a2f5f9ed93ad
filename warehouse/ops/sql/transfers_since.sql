-- Transfers that moved since the run began.
SELECT source, resource, vintage, stage, done, total
FROM ops.transfer
WHERE updated_at >= %(since)s
ORDER BY updated_at;
