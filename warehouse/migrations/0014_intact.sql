-- dbt's intermediate tables are unlogged: after a crash PostgreSQL leaves them empty, and this table with them.

CREATE UNLOGGED TABLE ops.intact (
    is_one boolean PRIMARY KEY DEFAULT TRUE CHECK (is_one),
    since timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE ops.intact IS
'One row while dbt''s unlogged tables are whole; PostgreSQL empties it with them when it ends without shutting down.';
COMMENT ON COLUMN ops.intact.is_one IS 'Always true: there is one row at most.';
COMMENT ON COLUMN ops.intact.since IS 'When a build began after the last such end.';
