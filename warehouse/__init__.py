"""The database itself: settings, embedded server, schemas and roles, release and rollback."""
