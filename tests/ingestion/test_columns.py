"""Raw tables that stand with two vintages, met by a declaration that has changed since."""

from collections.abc import Callable
from dataclasses import replace

import psycopg
import pytest

from ingestion import columns, tables
from ingestion.candidate import Candidate
from ingestion.declaration import Column, Csv, File, Kind, Resource, Source
from ingestion.errors import TypeMismatch

RESOURCE = Resource(
    name="town",
    raw_table="town",
    title="Towns",
    columns=(
        Column("code", "CODE", Kind.CODE_COMMUNE),
        Column("people", "PEOPLE", Kind.YEAR),
        Column("seen", "SEEN", Kind.DATE),
    ),
    key=("code",),
    files=(File("https://example.org/town.csv", Csv(), "2026"),),
)
SOURCE = Source("towns", "Towns", "Us", "https://example.org", "Licence Ouverte", "", "", "", "", (RESOURCE,))

Declare = Callable[..., list[str]]


@pytest.fixture
def declare(db: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> Declare:
    """Let `declare(people=Kind.…)` be all that is declared: a table with these kinds, None for no such column."""

    def changed(**kinds: Kind | None) -> list[str]:
        known = {column.name: column for column in RESOURCE.columns}
        kept = {**{name: column.kind for name, column in known.items()}, **kinds}
        declared = tuple(Column(name, name, kind) for name, kind in kept.items() if kind)
        source = replace(SOURCE, resources=(replace(RESOURCE, columns=declared),))
        monkeypatch.setattr(tables, "sources", lambda: [source])
        return tables.ensure_all(db)

    return changed


@pytest.fixture
def vintages(db: psycopg.Connection, declare: Declare) -> None:
    """Two vintages of the table as declared above, a row in each."""
    assert declare() == []
    for year in ("2025", "2026"):
        db.execute(f"create table raw.town__{year} partition of raw.town for values in ('{year}')")
        db.execute("insert into raw.town values ('01001', 767, '2024-01-31', %s, 1)", (year,))


def kinds(db: psycopg.Connection, table: str = "town") -> dict[str, str]:
    return dict(
        db.execute(
            "select column_name::text, data_type::text from information_schema.columns"
            " where table_schema = 'raw' and table_name = %s",
            (table,),
        ).fetchall()
    )


def rows(db: psycopg.Connection) -> list[tuple]:
    return db.execute("select code, people, seen::text, vintage from raw.town order by vintage").fetchall()


ROWS = [("01001", 767, "2024-01-31", "2025"), ("01001", 767, "2024-01-31", "2026")]


@pytest.mark.usefixtures("vintages")
def test_nothing_is_done_when_nothing_changed(db, declare):
    assert declare() == []
    assert rows(db) == ROWS


@pytest.mark.usefixtures("vintages")
def test_a_column_declared_since_is_added_to_every_vintage(db, declare):
    assert declare(region=Kind.TEXT) == ["raw.town.region text: added, empty in vintages that stand"]
    assert rows(db) == ROWS
    assert db.execute("select distinct region from raw.town").fetchall() == [(None,)]
    for table in ("town", "town__2025", "town__2026"):
        assert kinds(db, table)["region"] == "text"


@pytest.mark.usefixtures("vintages")
@pytest.mark.parametrize(("kind", "becomes"), [(Kind.INTEGER, "bigint"), (Kind.NUMBER, "numeric")])
def test_a_number_is_widened_in_every_vintage(db, declare, kind, becomes):
    assert declare(people=kind) == [f"raw.town.people: integer became {becomes}"]
    assert rows(db) == ROWS
    for table in ("town", "town__2025", "town__2026"):
        assert kinds(db, table)["people"] == becomes
    assert declare(people=kind) == []


@pytest.mark.usefixtures("vintages")
@pytest.mark.parametrize(
    ("column", "kind", "present", "declared"),
    [
        ("people", Kind.TEXT, "integer", "text"),
        ("people", Kind.DATE, "integer", "date"),
        ("code", Kind.INTEGER, "text", "bigint"),
        ("seen", Kind.TEXT, "date", "text"),
        ("seen", Kind.TIMESTAMP, "date", "timestamp without time zone"),
    ],
)
def test_what_would_lose_something_is_refused_with_what_to_do(db, declare, column, kind, present, declared):
    before = kinds(db)
    with pytest.raises(TypeMismatch) as refused:
        declare(**{column: kind, "region": Kind.TEXT})
    for word in (
        f"raw.town.{column} is {present}, declared is {declared}",
        f"Declare it {present} again",
        "drop table raw.town",
        "where raw_table = 'town'",
    ):
        assert word in str(refused.value)
    assert (rows(db), kinds(db)) == (ROWS, before), "nothing of it is done, the added column neither"


def test_a_narrower_number_is_refused(db, declare):
    declare(people=Kind.NUMBER)
    db.execute("create table raw.town__2025 partition of raw.town for values in ('2025')")
    with pytest.raises(TypeMismatch, match=r"raw\.town\.people is numeric, declared is integer"):
        declare()


@pytest.mark.usefixtures("vintages")
def test_what_to_do_when_refused_does_it(db, declare):
    with pytest.raises(TypeMismatch) as refused:
        declare(people=Kind.TEXT)
    db.execute(str(refused.value).partition("loaded again: ")[2])
    assert declare(people=Kind.TEXT) == []
    assert kinds(db)["people"] == "text"


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.NUMBER, Kind.DATE])
def test_a_table_without_vintage_takes_any_type(db, declare, kind):
    declare()
    assert len(declare(people=kind)) == 1
    assert kinds(db)["people"] == kind.pg_type


@pytest.mark.usefixtures("vintages")
def test_a_column_no_longer_declared_stays_and_is_told(db, declare):
    said = ["raw.town.people is no longer declared: its values stay, new vintages leave it empty"]
    assert declare(people=None) == said
    assert rows(db) == ROWS
    candidate = Candidate("town", "2027", 1)
    candidate.prepare(db)
    candidate.make(db, 0)
    db.execute(f"insert into raw_candidate.{candidate.name} (code) values ('01002')")
    candidate.attach(db)
    assert rows(db) == [*ROWS, ("01002", None, None, "2027")]


@pytest.mark.usefixtures("vintages")
def test_dbts_views_give_way_to_a_wider_type_and_a_readers_do_not(db, declare):
    db.execute("create view staging.stg_town as select code, people from raw.town")
    db.execute("create view intermediate.int_town as select people from staging.stg_town")
    db.execute("create schema analyst")
    db.execute("create view analyst.mine as select people from raw.town")
    with pytest.raises(TypeMismatch, match=r"analyst\.mine.*Drop what hangs on it"):
        declare(people=Kind.INTEGER)
    assert db.execute("select people from intermediate.int_town").fetchall() == [(767,)] * 2
    db.execute("create or replace view analyst.mine as select people from staging.stg_town")
    with pytest.raises(TypeMismatch, match=r"analyst\.mine.*Drop what hangs on it"):
        declare(people=Kind.INTEGER)
    db.execute("drop view analyst.mine")
    assert len(declare(people=Kind.INTEGER)) == 1
    assert db.execute("select to_regclass('staging.stg_town')").fetchone() == (None,)
    assert rows(db) == ROWS


def test_wider_types_hold_every_value_of_the_narrower(db):
    bounds = {"integer": (-(2**31), 2**31 - 1), "bigint": (-(2**63), 2**63 - 1)}
    for narrow, wide in columns.WIDER:
        for bound in bounds[narrow]:
            found = db.execute(f"select ({bound})::{narrow}::{wide}::text").fetchone()
            assert found == (str(bound),)


@pytest.mark.usefixtures("vintages")
def test_a_table_of_before_streams_gets_their_column(db, declare):
    db.execute("alter table raw.town drop column stream")
    assert declare() == []
    assert db.execute("select vintage, stream from raw.town order by 1").fetchall() == [
        ("2025", 0),
        ("2026", 0),
    ]
    candidate = Candidate("town", "2027", 1, streams=2)
    candidate.prepare(db)
    for stream in range(2):
        table = candidate.make(db, stream)
        db.execute(psycopg.sql.SQL("insert into {} (code) values ('01002')").format(table))
    candidate.join(db)
    candidate.attach(db)
    assert db.execute("select stream from raw.town where vintage = '2027' order by 1").fetchall() == [
        (0,),
        (1,),
    ]
