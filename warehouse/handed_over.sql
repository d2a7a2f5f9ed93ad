-- Tables and views of raw, of dbt and of releases belong to who makes them. What the owner made, as every version
-- before these roles did, or what a copied database brought along from another one's roles, is handed over.

DO $$
DECLARE
    held record;
    promised record;
BEGIN
    FOR held IN
        SELECT nspname
        FROM pg_namespace INNER JOIN pg_roles ON pg_roles.oid = nspowner
        WHERE nspname ~ '^(marts_candidate|release_[0-9]+|held_[0-9]+)$' AND rolname <> {releaser_name}
    LOOP
        EXECUTE format('ALTER SCHEMA %I OWNER TO %I', held.nspname, {releaser_name});
    END LOOP;

    FOR held IN
        WITH due AS (
            SELECT
                pg_class.oid,
                relowner,
                CASE
                    WHEN nspname ~ '^raw(_candidate)?$' THEN {loader_name}
                    WHEN nspname ~ '^(staging|intermediate|marts_candidate)$' THEN {transformer_name}
                    ELSE {releaser_name}
                END AS role_name
            FROM pg_class INNER JOIN pg_namespace ON pg_namespace.oid = relnamespace
            WHERE
                nspname ~ '^(raw|raw_candidate|staging|intermediate|marts_candidate|marts|release_[0-9]+|held_[0-9]+)$'
                AND relkind IN ('r', 'p', 'v', 'm')
        )

        SELECT due.oid::regclass AS relation, due.role_name
        FROM due INNER JOIN pg_roles ON pg_roles.oid = due.relowner
        WHERE
            rolname <> role_name
            AND (rolname = CURRENT_USER OR rolname ~ '^(loader|transformer|releaser)_')
    LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO %I', held.relation, held.role_name);
    END LOOP;

    FOR held IN
        SELECT nspname
        FROM pg_namespace
        WHERE nspname ~ '^(release|held)_[0-9]+$' AND (
            has_schema_privilege({transformer_name}, oid, 'CREATE')
            OR NOT has_schema_privilege({transformer_name}, oid, 'USAGE')
        )
    LOOP
        EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM %I', held.nspname, {transformer_name});
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', held.nspname, {transformer_name});
    END LOOP;

    -- Who reads what others made: what is made later says so itself (default privileges, releases). Only what lacks it:
    -- a grant that changes nothing still gets in the way of a build or load that alters the table meanwhile.
    FOR held IN
        SELECT pg_class.oid::regclass AS relation, due.privilege, due.role_name
        FROM (
            VALUES
            ('^raw$', 'SELECT', {transformer_name}),
            (
                -- A build looks after the statistics of raw tables that an earlier version left without.
                '^raw$',
                CASE WHEN current_setting('server_version_num')::integer >= 170000 THEN 'MAINTAIN' ELSE 'SELECT' END,
                {transformer_name}
            ),
            ('^(staging|intermediate)$', 'SELECT', {analyst_name}),
            -- A build shows tables of earlier releases, and refers to them.
            ('^(release|held)_[0-9]+$', 'SELECT', {transformer_name}),
            ('^(release|held)_[0-9]+$', 'REFERENCES', {transformer_name}),
            ('^marts$', 'SELECT', {transformer_name}),
            ('^marts$', 'SELECT', {bi_reader_name}),
            ('^marts$', 'SELECT', {analyst_name})
        ) AS due (schemas, privilege, role_name)
        INNER JOIN pg_namespace ON nspname ~ due.schemas
        INNER JOIN pg_class ON relnamespace = pg_namespace.oid AND relkind IN ('r', 'p', 'v', 'm')
        WHERE NOT has_table_privilege(due.role_name, pg_class.oid, due.privilege)
    LOOP
        EXECUTE format('GRANT %s ON %s TO %I', held.privilege, held.relation, held.role_name);
    END LOOP;

    -- Before these roles there were two groups, of which no member could publish a load: they have no rights any more.
    FOR held IN
        SELECT rolname, nspname
        FROM pg_roles CROSS JOIN pg_namespace
        WHERE rolname IN ('acte2_loader', 'acte2_transformer')
            AND nspname IN ('raw', 'raw_candidate', 'staging', 'intermediate', 'marts_candidate', 'ops', 'quality', 'centre', 'peer')
    LOOP
        EXECUTE format('REVOKE ALL ON SCHEMA %I FROM %I', held.nspname, held.rolname);
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %I', held.nspname, held.rolname);
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I REVOKE ALL ON TABLES FROM %I', held.nspname, held.rolname);
    END LOOP;

    -- What the owner promised others of tables to come (`ALTER DEFAULT PRIVILEGES`), its successors keep.
    FOR promised IN
        SELECT
            nspname,
            CASE nspname
                WHEN 'raw' THEN {loader_name} WHEN 'marts' THEN {releaser_name} ELSE {transformer_name}
            END AS role_name,
            privilege_type,
            pg_get_userbyid(grantee) AS grantee
        FROM pg_default_acl
        INNER JOIN pg_namespace ON pg_namespace.oid = defaclnamespace
        CROSS JOIN LATERAL aclexplode(defaclacl)
        WHERE
            pg_get_userbyid(defaclrole) = CURRENT_USER AND defaclobjtype = 'r' AND grantee <> 0
            AND nspname IN ('raw', 'staging', 'intermediate', 'marts')
            AND pg_get_userbyid(grantee) NOT IN ({loader_name}, {transformer_name}, {releaser_name})
    LOOP
        EXECUTE format(
            'ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT %s ON TABLES TO %I',
            promised.role_name, promised.nspname, promised.privilege_type, promised.grantee
        );
    END LOOP;

END
$$;
