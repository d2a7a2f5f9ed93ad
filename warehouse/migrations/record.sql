-- Where migrations are recorded. Idempotent: run before the first of them, in a database that may be empty.

CREATE SCHEMA IF NOT EXISTS ops;

CREATE TABLE IF NOT EXISTS ops.migration (
    number integer PRIMARY KEY,
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    code_version text NOT NULL
);
COMMENT ON TABLE ops.migration IS 'Migrations this database went through; the highest number is its version.';
COMMENT ON COLUMN ops.migration.number IS 'Number of the migration, from 1 without a gap.';
COMMENT ON COLUMN ops.migration.name IS 'Name of its file, without number and ending.';
COMMENT ON COLUMN ops.migration.sha256 IS 'SHA-256 of its text, in hexadecimal: it must not change afterwards.';
COMMENT ON COLUMN ops.migration.applied_at IS 'When it was applied.';
COMMENT ON COLUMN ops.migration.code_version IS 'Version of the project that applied it.';

-- Here and not in a migration: the first of them is already applied under a lock.
CREATE TABLE IF NOT EXISTS ops.lock (
    name text PRIMARY KEY
);
COMMENT ON TABLE ops.lock IS
'What only one process may do at a time: it holds the row until its transaction ends. Readers have no right on it.';
COMMENT ON COLUMN ops.lock.name IS 'prepare, release, centres, peers, raw tables, or a partition of raw being loaded.';
INSERT INTO ops.lock (name) VALUES ('prepare'), ('release'), ('centres'), ('peers'), ('raw tables')
ON CONFLICT DO NOTHING;
