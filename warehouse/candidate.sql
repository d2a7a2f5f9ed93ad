-- An empty schema for the next build, in place of the one that has just been released; made by whoever releases.
CREATE SCHEMA IF NOT EXISTS marts_candidate;
COMMENT ON SCHEMA marts_candidate IS 'Marts being built and checked, before they are released.';
GRANT USAGE, CREATE ON SCHEMA marts_candidate TO {transformer};
