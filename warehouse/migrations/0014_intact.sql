-- dbt's intermediate tables are unlogged: after a crash PostgreSQL leaves them empty, and this table with them.

CREATE UNLOGGED TABLE ops.intact (
    is_one boolean PRIMARY KEY DEFAULT TRUE CHECK (is_one),
    since timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE ops.intact IS
'One row while dbt''s unlogged tables are whole; PostgreSQL empties it with them when it ends without shutting down.';
COMMENT ON COLUMN ops.intact.is_one IS 'Always true: there is one row at most.';
COMMENT ON COLUMN ops.intact.since IS 'When a build began after the last such end.';

COMMENT ON COLUMN ops.built_part.part_by IS
'Column whose values the parts are of; empty for the rows of a model as a whole;'
' of a suite `beside` (all that it looks at but its mart) and `warned` (claims that did).';
COMMENT ON COLUMN ops.built_part.built_at IS
'Since when the part is what it is: suites and releases look at what became another after them.';
