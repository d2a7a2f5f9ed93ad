-- Staging's relations are named by their source since 0.2.0 (stg_<source>__<entity>): what older builds left under
-- other names goes. A relation that somebody else's view hangs on stays, with that view.
DO $$
DECLARE
    stale record;
    dropped integer;
BEGIN
    LOOP
        dropped := 0;
        FOR stale IN
            SELECT oid::regclass AS relation, CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END AS kind
            FROM pg_class
            WHERE relnamespace = 'staging'::regnamespace AND relkind IN ('r', 'v')
                AND relname ~ '^stg_' AND relname !~ '__'
        LOOP
            BEGIN
                EXECUTE format('DROP %s %s', stale.kind, stale.relation);
                dropped := dropped + 1;
            EXCEPTION WHEN dependent_objects_still_exist THEN
                NULL;
            END;
        END LOOP;
        EXIT WHEN dropped = 0;
    END LOOP;
END
$$;
