"""Candidate marts put by hand, as dbt leaves them, and their release."""

import psycopg
from psycopg import sql

from tests.handing import released
from warehouse import release as releasing
from warehouse.settings import Settings

FACTS = """
    CREATE TABLE marts_candidate.fct_indicator_value (
        indicator_code text, territory_level text, territory_code text, zone text, period integer,
        value numeric, obs_status text
    )
"""


def build(db: psycopg.Connection, number: int, extra: str = "") -> None:
    """Two marts that tell the number of the build they come from."""
    for name in ("dim_one", "dim_two"):
        db.execute(sql.SQL("DROP TABLE IF EXISTS marts_candidate.{}").format(sql.Identifier(name)))
        made = sql.SQL("CREATE TABLE marts_candidate.{} AS SELECT {}::integer AS number " + extra)
        db.execute(made.format(sql.Identifier(name), sql.Literal(number)))


def build_facts(db: psycopg.Connection, *rows: tuple) -> None:
    """The indicator mart, with (code, period, value, status[, zone]) rows of one commune."""
    build(db, 0)
    db.execute(FACTS)
    for code, period, value, status, *zone in rows:
        db.execute(
            "INSERT INTO marts_candidate.fct_indicator_value VALUES (%s, 'commune', '89024', %s, %s, %s, %s)",
            [code, *(zone or ["all"]), period, value, status],
        )


def seen(settings: Settings) -> int:
    with psycopg.connect(settings.reader_url) as reader:
        one, two = reader.execute(
            "SELECT dim_one.number, dim_two.number FROM marts.dim_one CROSS JOIN marts.dim_two"
        ).fetchone()
    assert one == two
    return one


def release(settings: Settings, number: int = 0, **options) -> releasing.Release:
    return released(settings, f"raw{number}", f"commit{number}", **options)


def schemas(db: psycopg.Connection) -> set[str]:
    found = db.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'release%'").fetchall()
    return {name for (name,) in found}


def record_parts(db: psycopg.Connection, **age: str) -> None:
    """What dbt records of the facts that are there: how long ago each indicator's part became what it is."""
    facts = "model.acte2.fct_indicator_value"
    db.execute(
        "INSERT INTO ops.built VALUES (%s, 'made', 'marts_candidate.fct_indicator_value'::regclass)"
        " ON CONFLICT (unique_id) DO UPDATE SET relation = excluded.relation",
        [facts],
    )
    for code, since in age.items():
        db.execute(
            "INSERT INTO ops.built_part VALUES (%s, 'indicator_code', %s, 'made', clock_timestamp() - %s::interval)"
            " ON CONFLICT (unique_id, part_by, key) DO UPDATE SET built_at = excluded.built_at",
            [facts, code, since],
        )


def stand(db: psycopg.Connection, *names: str) -> None:
    """The candidate shows the table that the current release shows, as dbt leaves a mart standing."""
    shown = dict(
        db.execute(
            "SELECT DISTINCT read.relname, read.oid::regclass::text FROM pg_class AS read"
            " WHERE relkind = 'r' AND relnamespace::regnamespace::text ~ '^(release|held)_' ORDER BY 2"
        ).fetchall()
    )
    for name in names:
        db.execute(f"DROP TABLE IF EXISTS marts_candidate.{name}")
        db.execute(f"CREATE VIEW marts_candidate.{name} AS SELECT * FROM {shown[name]}")
