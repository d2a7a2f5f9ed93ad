-- A load's own start, apart from that of the attempt: a file that waits for its turn is not being loaded.

ALTER TABLE ops.load ADD COLUMN load_started_at timestamptz;
COMMENT ON COLUMN ops.load.started_at IS 'When the attempt began: the file was asked for.';
COMMENT ON COLUMN ops.load.load_started_at IS
'When the last try of its load began, after the wait for its turn; null where nothing was loaded.';
