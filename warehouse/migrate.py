"""Numbered SQL migrations: applied in order, each recorded in the transaction that applies it.

A database is at the version of the highest migration it went through. ADR 7 says what belongs in a migration and
what is run again at every `prepare`.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import psycopg
from psycopg.rows import class_row

from warehouse.errors import MigrationError
from warehouse.ops import locks
from warehouse.version import code_version

FOLDER = Path(__file__).parent / "migrations"
FILE = re.compile(r"(\d{4})_(\w+)\.sql")

_IS_RECORDED = "SELECT to_regclass('ops.migration') IS NOT NULL"
_IS_EMPTY = "SELECT to_regnamespace('ops') IS NULL"
_RECORDED = "SELECT number, name, sha256, code_version FROM ops.migration ORDER BY number"
_RECORD = "INSERT INTO ops.migration (number, name, sha256, code_version) VALUES (%s, %s, %s, %s)"


@dataclass(frozen=True)
class Migration:
    """One step from version `number - 1` to version `number`: statements, no COMMIT among them."""

    number: int
    name: str
    statements: str

    @property
    def sha256(self) -> str:
        """SHA-256 of the statements, in hexadecimal."""
        return sha256(self.statements.encode()).hexdigest()

    @property
    def file(self) -> str:
        """Name of the file it stands in."""
        return f"{self.number:04}_{self.name}.sql"


@dataclass(frozen=True)
class Recorded:
    """A migration that a database went through, and the project's version that applied it."""

    number: int
    name: str
    sha256: str
    code_version: str


def migrations() -> list[Migration]:
    """Every migration this code has, in order. Raises MigrationError unless they are numbered 1, 2, 3…"""
    named = [(FILE.fullmatch(path.name), path) for path in sorted(FOLDER.glob("[0-9]*.sql"))]
    found = [Migration(int(name[1]), name[2], path.read_text("utf-8")) for name, path in named if name]
    if len(found) < len(named) or [one.number for one in found] != list(range(1, len(found) + 1)):
        raise MigrationError(f"{FOLDER}: 0001_name.sql, 0002_name.sql… expected, without gap or double")
    return found


def recorded(conn: psycopg.Connection) -> list[Recorded]:
    """What this database went through, in order; nothing where no migration was ever recorded."""
    if conn.execute(_IS_RECORDED).fetchone() == (False,):
        return []
    with conn.cursor(row_factory=class_row(Recorded)) as cursor:
        return cursor.execute(_RECORDED).fetchall()


def check(conn: psycopg.Connection) -> None:
    """Refuse a database that a newer code has upgraded, or a migration that changed since it was applied.

    Raises MigrationError with what to do.
    """
    known = {one.number: one for one in migrations()}
    gone = recorded(conn)
    if gone and gone[-1].number not in known:
        raise MigrationError(
            f"warehouse {conn.info.dbname} is at version {gone[-1].number} ({gone[-1].name}), brought there by "
            f"{gone[-1].code_version} of this project; this is {code_version()}, which knows versions up to "
            f"{max(known)}. Run {gone[-1].code_version} or a later one on it, or keep this one to a warehouse of "
            "its own: ACTE2_DATABASE=<another name>."
        )
    for one in gone:
        if one.sha256 != known[one.number].sha256:
            raise MigrationError(
                f"migration {known[one.number].file} is not what warehouse {conn.info.dbname} went through as "
                f"{one.number:04}_{one.name}, applied by {one.code_version} of this project: its text has changed "
                "since. Put the file back as it was; a correction is a migration of its own, with the next number."
            )


def upgrade(conn: psycopg.Connection) -> list[Migration]:
    """Apply what is missing, in order, under `one_at_a_time`; `conn` in autocommit. Returns what was applied.

    Raises MigrationError as `check` does, and when a migration fails: the database then stands at the version
    before it, and the next call goes on from there.
    """
    check(conn)
    _make_record(conn)
    done = {one.number for one in recorded(conn)}
    missing = [one for one in migrations() if one.number not in done]
    for one in missing:
        _apply(conn, one)
    return missing


def told(conn: psycopg.Connection) -> str:
    """In a line: the version of the database, and the one this code brings it to."""
    code = f"this code ({code_version()}) brings it to version {migrations()[-1].number}"
    gone = recorded(conn)
    if gone:
        at = f"at version {gone[-1].number} ({gone[-1].name}, by {gone[-1].code_version})"
    elif conn.execute(_IS_EMPTY).fetchone() == (True,):
        at = "empty"
    else:
        at = "at version 1 or an earlier state of it, from before migrations were recorded"
    return f"warehouse {conn.info.dbname} is {at}; {code}"


@contextmanager
def one_at_a_time(beside: psycopg.Connection) -> Iterator[None]:
    """One upgrade of a database at a time: over several transactions, hence by a connection `beside` them.

    Raises Held when another one does not end.
    """
    _make_record(beside)
    beside.commit()
    locks.take(beside, "prepare")
    yield


def _make_record(conn: psycopg.Connection) -> None:
    conn.execute((FOLDER / "record.sql").read_text("utf-8"))


def _apply(conn: psycopg.Connection, one: Migration) -> None:
    try:
        with conn.transaction():
            conn.execute(one.statements)
            conn.execute(_RECORD, [one.number, one.name, one.sha256, code_version()])
    except psycopg.Error as error:
        raise MigrationError(
            f"migration {one.file} failed: {str(error).strip()}\nWarehouse {conn.info.dbname} stays at version "
            f"{one.number - 1}, with all it held. Remove the cause and run the same command again."
        ) from error
