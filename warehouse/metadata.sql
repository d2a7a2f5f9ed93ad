-- Airflow's own tables belong to its login: those that the warehouse's owner made, as versions before this login did.

DO $$
DECLARE
    held record;
BEGIN
    FOR held IN
        SELECT pg_class.oid::regclass AS relation
        FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
            AND relkind IN ('r', 'p', 'v', 'm', 'S')
            AND pg_get_userbyid(relowner) = CURRENT_USER
            -- A sequence of a column goes with its table.
            AND NOT EXISTS (
                SELECT FROM pg_depend
                WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype IN ('a', 'i') AND relkind = 'S'
            )
    LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO %I', held.relation, {airflow_name});
    END LOOP;

    FOR held IN
        SELECT pg_type.oid::regtype AS kind
        FROM pg_type
        WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd') AND pg_get_userbyid(typowner) = CURRENT_USER
    LOOP
        EXECUTE format('ALTER TYPE %s OWNER TO %I', held.kind, {airflow_name});
    END LOOP;
END
$$;
