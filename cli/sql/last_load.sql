-- Number of the last attempt, and the database's clock: whatever is newer belongs to the run that begins.
SELECT coalesce((SELECT max(load_id) FROM ops.load), 0), clock_timestamp();
