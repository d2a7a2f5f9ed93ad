-- Of what each part of a model was made, so that a build makes only the parts whose sources changed.

CREATE TABLE ops.built_part (
    unique_id text NOT NULL REFERENCES ops.built ON DELETE CASCADE,
    part_by text NOT NULL,
    key text NOT NULL,
    fingerprint text NOT NULL,
    built_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (unique_id, part_by, key)
);
COMMENT ON TABLE ops.built_part IS
'Parts of what stands or passed: rows of one measure, indicator or raw table.';
COMMENT ON COLUMN ops.built_part.unique_id IS 'dbt''s name of the model or test.';
COMMENT ON COLUMN ops.built_part.part_by IS
'Column whose values the parts are of; empty for the rows of a model as a whole.';
COMMENT ON COLUMN ops.built_part.key IS 'That value; empty for what all parts are made of.';
COMMENT ON COLUMN ops.built_part.fingerprint IS
'Hash of what the part was made of, or of its rows where the model is small.';
COMMENT ON COLUMN ops.built_part.built_at IS 'When that was recorded.';

-- What stands was not told part by part: the next build makes all of it.
DELETE FROM ops.built;
