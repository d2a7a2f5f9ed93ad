"""Connections to the warehouse that wait for a PostgreSQL that is away for a while."""

import psycopg
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_exponential_jitter

from warehouse.errors import START
from warehouse.roles import Role
from warehouse.settings import Settings

PATIENCE_S = 60.0
HOPELESS = (
    "password authentication failed",
    "does not exist",
    "no pg_hba.conf entry",
    "pg_hba.conf rejects connection",
    "permission denied for database",
)


def connect(
    settings: Settings,
    role: Role = Role.OWNER,
    autocommit: bool = False,
    application_name: str = "acte2",
    patience_s: float = PATIENCE_S,
) -> psycopg.Connection:
    """A role's connection to the warehouse: its rights are those of the job. Raises as `connect_url` and `Settings.url` do."""
    try:
        return connect_url(settings.url(role), autocommit, application_name, patience_s)
    except psycopg.OperationalError as error:
        if not settings.is_embedded or "refused" not in str(error):
            raise
        told = f"PostgreSQL is stopped: {START} ({error})"
        raise psycopg.OperationalError(told) from error


def connect_url(
    url: str,
    autocommit: bool = False,
    application_name: str = "acte2",
    patience_s: float = PATIENCE_S,
) -> psycopg.Connection:
    """Connection to `url`, tried again with back-off for `patience_s` seconds.

    Raises psycopg.OperationalError when the time is over, and at once when waiting cannot help (wrong
    password, no such database or role).
    """
    retrying = Retrying(
        retry=retry_if_exception(_is_passing),
        wait=wait_exponential_jitter(multiplier=0.2, max=5),
        stop=stop_after_delay(patience_s),
        reraise=True,
    )
    return retrying(
        psycopg.connect,
        url,
        autocommit=autocommit,
        application_name=application_name,
        connect_timeout=10,
    )


def _is_passing(error: BaseException) -> bool:
    if not isinstance(error, psycopg.OperationalError):
        return False
    return not any(words in str(error) for words in HOPELESS)
