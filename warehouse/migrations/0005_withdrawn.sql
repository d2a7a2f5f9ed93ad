-- A vintage can be withdrawn: its partition goes, the line of its load says since when and why, and the same bytes are
-- not loaded again.

ALTER TABLE ops.load DROP CONSTRAINT load_outcome_check;
ALTER TABLE ops.load ADD CONSTRAINT load_outcome_check CHECK (
    outcome IN (
        'running', 'published', 'unchanged', 'failed', 'unavailable', 'replaced', 'retired', 'withdrawn'
    )
);
COMMENT ON COLUMN ops.load.outcome IS
'running, published, unchanged, failed, unavailable; replaced, retired, withdrawn: published once, stands no more.';
