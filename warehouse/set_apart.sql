-- The candidate becomes a release of its own: read by the builds to come, changed by nobody.
ALTER SCHEMA {candidate} RENAME TO {schema};
COMMENT ON SCHEMA {schema} IS 'A released set of marts, seen through the views of marts.';
REVOKE CREATE ON SCHEMA {schema} FROM {transformer};
GRANT SELECT, REFERENCES ON ALL TABLES IN SCHEMA {schema} TO {transformer};
