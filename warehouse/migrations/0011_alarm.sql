-- What somebody has to be told: each once.

CREATE TABLE ops.alarm (
    alarm_id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL CHECK (kind IN ('failure', 'late_source', 'late_release', 'revisions')),
    subject text NOT NULL,
    message_en text NOT NULL,
    message_fr text NOT NULL,
    link text,
    began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    told_at timestamptz,
    ended_at timestamptz
);
COMMENT ON TABLE ops.alarm IS 'What somebody has to be told, and when that was done: a cause that lasts is one row.';
COMMENT ON COLUMN ops.alarm.alarm_id IS 'Number of the alarm.';
COMMENT ON COLUMN ops.alarm.kind IS
'failure: of a task. late_source: past its declared frequency. late_release: the morning''s build did not come. '
'revisions: a release changed unusually many values.';
COMMENT ON COLUMN ops.alarm.subject IS 'What it is about: task and run, source, day, release.';
COMMENT ON COLUMN ops.alarm.message_en IS 'What happened and what to do, in English.';
COMMENT ON COLUMN ops.alarm.message_fr IS 'The same in French.';
COMMENT ON COLUMN ops.alarm.link IS 'Where more is to be seen: a task''s log.';
COMMENT ON COLUMN ops.alarm.began_at IS 'When the cause was found.';
COMMENT ON COLUMN ops.alarm.told_at IS 'When every channel took the message; null while none did.';
COMMENT ON COLUMN ops.alarm.ended_at IS 'When the cause was found gone.';
CREATE UNIQUE INDEX alarm_standing ON ops.alarm (kind, subject) WHERE ended_at IS NULL;
