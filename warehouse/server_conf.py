"""Configuration of the embedded server, for a shared machine of two cores and up."""

import os

MIB = 1024 * 1024


def configuration(port: int) -> str:
    """Text of `acte2.conf`, which PostgreSQL reads after its own defaults."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MIB
    return _TEXT.format(
        port=port,
        shared_buffers=_between(128, memory // 8, 2048),
        effective_cache_size=_between(256, memory // 2, 16384),
        maintenance_work_mem=_between(64, memory // 32, 512),
        work_mem=_between(8, memory // 256, 64),
        shared_memory="posix" if _shared_memory_mib() >= 1024 else "mmap",
    )


def _between(low: int, value: int, high: int) -> int:
    return max(low, min(value, high))


def _shared_memory_mib() -> int:
    """Room in /dev/shm: containers often give 64 MB, which a parallel hash join outgrows."""
    try:
        room = os.statvfs("/dev/shm")
    except OSError:
        return 0
    return room.f_frsize * room.f_bavail // MIB


_TEXT = """\
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 150

shared_buffers = '{shared_buffers}MB'
effective_cache_size = '{effective_cache_size}MB'
maintenance_work_mem = '{maintenance_work_mem}MB'
work_mem = '{work_mem}MB'
dynamic_shared_memory_type = '{shared_memory}'
max_parallel_workers = 2
max_parallel_workers_per_gather = 1
jit = off

# One server, no replica: a table filled in the transaction that made it is not written twice.
wal_level = 'minimal'
max_wal_senders = 0
max_wal_size = '4GB'
checkpoint_timeout = '15min'
# A crash of the machine may lose the last half second of commits, never their order nor the data's
# soundness; publishers' files bring them back, and Airflow's many small commits cost a tenth as much.
# A release asks for 'on' by itself.
synchronous_commit = off

deadlock_timeout = '1s'
log_timezone = 'UTC'
timezone = 'UTC'
log_min_messages = 'warning'
log_line_prefix = '%m [%p] %a %d '
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_rotation_age = '1d'
log_truncate_on_rotation = on
"""
