-- A build that was begun, or asked for as a whole, and that no release has finished: it is due again by itself.

CREATE TABLE ops.unfinished_build (
    is_one boolean PRIMARY KEY DEFAULT TRUE CHECK (is_one),
    asked_at timestamptz,
    begun_at timestamptz
);
COMMENT ON TABLE ops.unfinished_build IS
'One row while a build is unfinished; the release that finishes it takes it away.';
COMMENT ON COLUMN ops.unfinished_build.is_one IS 'Always true: there is one row at most.';
COMMENT ON COLUMN ops.unfinished_build.asked_at IS
'When a whole build was asked for (FULL=1, a restore); null where what changed is built.';
COMMENT ON COLUMN ops.unfinished_build.begun_at IS 'When the last build began; null while none has.';
