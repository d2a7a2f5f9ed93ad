"""Configuration of the embedded server by the size of its machine: two cores and up, shared with Airflow and dbt.

A build runs two sessions (dbt's threads), each on half of the cores at least; all of it, Airflow and dbt included, keeps
within 8 GB. What a server of one's own needs is told in docs/operations.md.
"""

import os

MIB = 1024 * 1024


def configuration(port: int) -> str:
    """Text of `acte2.conf`, which PostgreSQL reads after its own defaults."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MIB
    return text(port, memory, cores=os.cpu_count() or 1, shared=_shared_memory_mib())


def doors(owner: str) -> str:
    """Text of `pg_hba.conf`: of the server's own databases only its owner is let into, of Airflow's only Airflow.

    Which of the others lets whom in, each database says itself (`GRANT CONNECT`).
    """
    return _DOORS.format(owner=owner)


def text(port: int, memory: int, cores: int, shared: int) -> str:
    """The same for a machine of `memory` MiB, `shared` MiB of them in /dev/shm, and `cores` cores."""
    helpers = max(cores // 2, 1)
    return _TEXT.format(
        port=port,
        shared_buffers=_between(128, memory // 8, 2048),
        effective_cache_size=_between(256, memory // 2, 16384),
        maintenance_work_mem=_between(64, memory // 32, 512),
        # A hash table is as large as what all who work on it may take.
        work_mem=_between(8, memory // 128, 256 // (helpers + 1)),
        shared_memory="posix" if shared >= 1024 else "mmap",
        workers=max(cores, 2),
        helpers=helpers,
    )


def _between(low: int, value: int, high: int) -> int:
    return max(low, min(value, high))


def _shared_memory_mib() -> int:
    """Room in /dev/shm: containers often give 64 MB, which a parallel hash join outgrows."""
    try:
        room = os.statvfs("/dev/shm")  # noqa: S108 (only its size is asked)
    except OSError:
        return 0
    return room.f_frsize * room.f_bavail // MIB


_DOORS = """\
# TYPE DATABASE                         USER          ADDRESS       METHOD
host   all                              {owner}       127.0.0.1/32  scram-sha-256
host   "/_airflow$"                     "/^airflow_"  127.0.0.1/32  scram-sha-256
host   "/_airflow$",postgres,template1  all           127.0.0.1/32  reject
host   all                              "/^airflow_"  127.0.0.1/32  reject
host   all                              all           127.0.0.1/32  scram-sha-256
"""
_TEXT = """\
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 150

shared_buffers = '{shared_buffers}MB'
effective_cache_size = '{effective_cache_size}MB'
maintenance_work_mem = '{maintenance_work_mem}MB'
# A sort may take so much, a hash three times: sums of the nation's figures then stay in memory, joins of its register
# are cut into few files.
work_mem = '{work_mem}MB'
hash_mem_multiplier = 3
dynamic_shared_memory_type = '{shared_memory}'
max_parallel_workers = {workers}
# Beside the session itself, which works as well.
max_parallel_workers_per_gather = {helpers}
max_parallel_maintenance_workers = {helpers}
jit = off

# One server, no replica: a table filled in the transaction that made it is not written twice.
wal_level = 'minimal'
max_wal_senders = 0
# The first reading of a new table logs its pages whole (data checksums): few checkpoints fall into a build.
max_wal_size = '8GB'
checkpoint_timeout = '30min'
# A crash of the machine may lose the last half second of commits, never their order nor the data's
# soundness; publishers' files bring them back, and Airflow's many small commits cost a tenth as much.
# A release asks for 'on' by itself.
synchronous_commit = off

deadlock_timeout = '1s'
log_timezone = 'UTC'
timezone = 'UTC'
log_min_messages = 'warning'
# Who waits for whom, once that takes a second.
log_lock_waits = on
log_line_prefix = '%m [%p] %a %d '
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_rotation_age = '1d'
log_truncate_on_rotation = on
"""
