-- Group roles, for organisations that load and transform under other logins than the owner's.

DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['acte2_loader', 'acte2_transformer'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        END IF;
    END LOOP;
END
$$;

GRANT USAGE, CREATE ON SCHEMA raw, raw_candidate TO acte2_loader;
GRANT USAGE ON SCHEMA ops, quality TO acte2_loader, acte2_transformer;
GRANT SELECT, INSERT, UPDATE, DELETE ON ops.load, ops.reject, ops.transfer TO acte2_loader;
GRANT SELECT, INSERT ON quality.validation TO acte2_loader, acte2_transformer;
GRANT SELECT, INSERT, DELETE ON quality.control_total TO acte2_transformer;
GRANT INSERT, UPDATE, DELETE ON ops.built TO acte2_transformer;

GRANT USAGE ON SCHEMA raw TO acte2_transformer;
GRANT SELECT ON ALL TABLES IN SCHEMA raw, ops TO acte2_transformer;
ALTER DEFAULT PRIVILEGES IN SCHEMA raw GRANT SELECT ON TABLES TO acte2_transformer;
GRANT USAGE, CREATE ON SCHEMA staging, intermediate, marts_candidate TO acte2_transformer;

GRANT USAGE ON SCHEMA centre TO acte2_transformer;
GRANT SELECT ON ALL TABLES IN SCHEMA centre TO acte2_transformer;

GRANT USAGE ON SCHEMA peer TO acte2_transformer;
GRANT SELECT ON ALL TABLES IN SCHEMA peer TO acte2_transformer;
