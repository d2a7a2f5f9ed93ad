-- Who may do what: a login for each job, with what it needs. Run at every `prepare`, after the migrations; what is
-- there already is repeated. Tables belong to who makes them (`handed_over.sql`, which also
-- lets others read those that are there), what migrations make to the owner.

-- The owner looks after all of it.
GRANT {loader} TO {owner};
GRANT {transformer} TO {owner};
GRANT {releaser} TO {owner};

-- Loads: raw, and what is told of them.
GRANT TEMPORARY ON DATABASE {database} TO {loader};
GRANT USAGE, CREATE ON SCHEMA raw, raw_candidate TO {loader};
GRANT USAGE ON SCHEMA ops, quality TO {loader};
GRANT SELECT ON ALL TABLES IN SCHEMA ops TO {loader};
GRANT INSERT, UPDATE, DELETE ON ops.load, ops.reject, ops.transfer TO {loader};
GRANT INSERT, UPDATE ON ops.lock TO {loader};
GRANT SELECT, INSERT ON quality.validation TO {loader};

-- Builds: dbt's schemas, the drawings that it reads, and what is told of checks and of what stands.
GRANT TEMPORARY ON DATABASE {database} TO {transformer};
GRANT USAGE ON SCHEMA raw, ops, quality, marts TO {transformer};
GRANT USAGE, CREATE ON SCHEMA staging, intermediate, marts_candidate TO {transformer};
GRANT SELECT ON ALL TABLES IN SCHEMA ops, quality TO {transformer};
-- What the owner makes there by hand is read as the rest, until the next `prepare` hands it over.
ALTER DEFAULT PRIVILEGES IN SCHEMA raw_candidate GRANT SELECT ON TABLES TO {loader};
ALTER DEFAULT PRIVILEGES IN SCHEMA raw, staging, intermediate, marts_candidate, marts
GRANT SELECT ON TABLES TO {transformer};
ALTER DEFAULT PRIVILEGES FOR ROLE {loader} IN SCHEMA raw GRANT SELECT ON TABLES TO {transformer};
ALTER DEFAULT PRIVILEGES FOR ROLE {releaser} IN SCHEMA marts GRANT SELECT ON TABLES TO {transformer};
GRANT INSERT, UPDATE, DELETE ON ops.built, ops.built_part, ops.unfinished_build, ops.vintage_in_use TO {transformer};
GRANT INSERT ON ops.intact TO {transformer};
GRANT UPDATE ON ops.lock TO {transformer};
GRANT INSERT ON quality.validation TO {transformer};
GRANT INSERT, DELETE ON quality.control_total TO {transformer};
-- A view of dbt's that readers see at once, whatever is released: how fresh the sources are.
GRANT CREATE ON SCHEMA quality TO {transformer};
GRANT USAGE ON SCHEMA centre, peer TO {transformer};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA centre, peer TO {transformer};

-- Releases: takes over what was built, and shows it; ends sessions of readers, whose rights it has.
GRANT {transformer} TO {releaser};
GRANT {bi_reader} TO {releaser};
GRANT {analyst} TO {releaser};
GRANT CREATE ON DATABASE {database} TO {releaser};
GRANT USAGE, CREATE ON SCHEMA marts TO {releaser};
GRANT INSERT, UPDATE ON ops.release TO {releaser};
GRANT USAGE ON SEQUENCE ops.release_release_id_seq TO {releaser};
GRANT INSERT ON ops.revision, ops.revision_triangle TO {releaser};

-- Alarms are kept by who sees what readers see.
GRANT INSERT, UPDATE ON ops.alarm TO {releaser};

-- Readers: what is released, and what is told of it; analysts also see how it was made.
GRANT USAGE ON SCHEMA marts, quality TO {bi_reader}, {analyst};
GRANT SELECT ON ALL TABLES IN SCHEMA quality TO {bi_reader}, {analyst};
ALTER DEFAULT PRIVILEGES IN SCHEMA marts, quality GRANT SELECT ON TABLES TO {bi_reader}, {analyst};
ALTER DEFAULT PRIVILEGES FOR ROLE {releaser} IN SCHEMA marts GRANT SELECT ON TABLES TO {bi_reader}, {analyst};
ALTER DEFAULT PRIVILEGES FOR ROLE {transformer} IN SCHEMA quality GRANT SELECT ON TABLES TO {bi_reader}, {analyst};
GRANT USAGE ON SCHEMA staging, intermediate TO {analyst};
ALTER DEFAULT PRIVILEGES IN SCHEMA staging, intermediate GRANT SELECT ON TABLES TO {analyst};
ALTER DEFAULT PRIVILEGES FOR ROLE {transformer} IN SCHEMA staging, intermediate GRANT SELECT ON TABLES TO {analyst};
