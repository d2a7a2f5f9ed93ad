-- A server that is the warehouse's alone: the databases that PostgreSQL makes by itself are its administrator's.

REVOKE ALL ON DATABASE postgres FROM public;
REVOKE ALL ON DATABASE template1 FROM public;
