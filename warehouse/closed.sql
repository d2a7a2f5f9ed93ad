-- What PostgreSQL lets anybody do in a database, and nobody needs to in this one: keep advisory locks (as many as
-- the server's memory for locks holds), write large objects (as many as the disk holds), write to the log or to the
-- queue of notifications. Only a superuser may say so: on a server of one's own, its administrator does.

DO $$
DECLARE
    open regprocedure;
BEGIN
    FOR open IN
        SELECT oid::regprocedure
        FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
            AND (
                proname ~ '^(lo_|pg_(try_)?advisory_)'
                OR proname IN ('loread', 'lowrite', 'pg_notify', 'pg_logical_emit_message')
            )
            AND (
                proacl IS NULL
                OR EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0 AND privilege_type = 'EXECUTE')
            )
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', open);
    END LOOP;
END
$$;
