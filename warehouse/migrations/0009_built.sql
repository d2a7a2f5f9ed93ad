-- What a build need not make again: of each model, seed and data test that stands, what it was made of.

CREATE TABLE ops.built (
    unique_id text PRIMARY KEY,
    fingerprint text NOT NULL,
    relation oid,
    built_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE ops.built IS
'Models and seeds that stand, tests and suites that passed on them: without its row, the next build makes it anew.';
COMMENT ON COLUMN ops.built.unique_id IS 'dbt''s name of it; `suite.<mart>` for a suite of Great Expectations.';
COMMENT ON COLUMN ops.built.fingerprint IS
'Hash of what it was made of: SQL, settings, loads in use, rows of small parents, the hash of others.';
COMMENT ON COLUMN ops.built.relation IS
'The relation that was made, whatever schema it is in now; when it is gone, the row says nothing.';
COMMENT ON COLUMN ops.built.built_at IS 'When it was made, or passed.';
