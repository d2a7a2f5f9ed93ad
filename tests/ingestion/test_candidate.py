"""One load's tables: written once, attached as they are, dropped when a later load finds them."""

from collections.abc import Callable
from types import SimpleNamespace

import psycopg
import pytest

from ingestion import errors, loader, publish
from ingestion.candidate import Candidate
from ingestion.registry import find
from tests.ingestion.conftest import Mirror, parquet, periods, siret
from warehouse.connect import connect

TABLE = "sirene_etablissement_historique"
URL = find("sirene", "historique")[1].files[0].url
Tables = Callable[[str], set[str]]


@pytest.fixture
def two_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is large."""
    monkeypatch.setattr(loader, "_LARGE", 0)


@pytest.fixture
def tables(db: psycopg.Connection) -> Tables:
    """`tables(schema)`: names of the tables of periods that are there."""

    def named(schema: str) -> set[str]:
        found = db.execute(
            "select relname from pg_class where relnamespace = to_regnamespace(%s) and relname like %s",
            (schema, f"{TABLE}%"),
        )
        return {name for (name,) in found}

    return named


def put(mirror: Mirror, month: str, rows: int = 40_000) -> None:
    """A stock of periods, of more than two batches."""
    mirror.dated(historique=month)
    numbers = [siret(10_000 + i) for i in range(rows)]
    mirror.put(URL, parquet(periods(rows, siret=numbers)))


def attached(db: psycopg.Connection) -> dict[str, str]:
    return dict(
        db.execute(
            "select relid::regclass::text, parentrelid::regclass::text from pg_partition_tree(to_regclass(%s))"
            " where parentrelid is not null",
            (f"raw.{TABLE}",),
        ).fetchall()
    )


@pytest.mark.usefixtures("two_streams")
def test_a_large_file_is_a_partition_of_two_tables(mirror: Mirror, tables: Tables) -> None:
    put(mirror, "2026-10-01")
    assert mirror.walk("sirene", "historique")[0]["rows"] == 40_000
    whole = f"raw.{TABLE}__2026_09"
    assert attached(mirror.db) == {whole: f"raw.{TABLE}", f"{whole}__0": whole, f"{whole}__1": whole}
    assert tables("raw_candidate") == set()
    told = mirror.db.execute(
        f"select count(*), count(distinct siret), min(vintage), max(vintage), count(distinct load_id) from raw.{TABLE}"
    ).fetchone()
    assert told == (40_000, 40_000, "2026-09", "2026-09", 1)
    kinds = mirror.db.execute(
        "select distinct relpersistence::text, reloptions from pg_class where relname like %s and relkind = 'r'",
        (f"{TABLE}__%",),
    )
    assert kinds.fetchall() == [("p", ["autovacuum_enabled=off"])], "logged, and left alone"
    put(mirror, "2026-11-01", 39_000)
    mirror.walk("sirene", "historique")
    put(mirror, "2026-12-01", 38_000)
    mirror.walk("sirene", "historique")
    assert {name for name in tables("raw") if "2026_09" in name} == set(), (
        "vintages that go take their tables along"
    )
    assert mirror.count(TABLE) == 77_000


@pytest.mark.usefixtures("two_streams")
def test_a_vintage_is_replaced_whatever_its_tables_are(
    mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(mirror, "2026-10-01")
    mirror.walk("sirene", "historique")
    monkeypatch.setattr(loader, "_LARGE", 1 << 40)
    put(mirror, "2026-10-01", 39_999)
    mirror.walk("sirene", "historique")
    assert attached(mirror.db) == {f"raw.{TABLE}__2026_09": f"raw.{TABLE}"}
    assert mirror.count(TABLE) == 39_999


def test_what_a_killed_load_left_is_dropped(db: psycopg.Connection, mirror: Mirror, tables: Tables) -> None:
    put(mirror, "2026-10-01", 10)
    mirror.walk("sirene", "historique")
    for streams in (1, 2):
        left = Candidate(TABLE, "2026-09", 7, streams)
        left.prepare(db)
        for stream in range(streams):
            left.make(db, stream)
        if streams == 2:
            left.streams = 1
            left.make(db, 0)  # and one of a load with another count of streams
        Candidate(TABLE, "2026-09", 8, 1).prepare(db)
        assert tables("raw_candidate") == set()


@pytest.mark.parametrize("streams", [1, 2])
def test_nothing_is_read_again_to_become_a_partition(
    db: psycopg.Connection, mirror: Mirror, streams: int
) -> None:
    """The server says so of each table whose constraint tells its vintage already."""
    put(mirror, "2026-10-01", 10)
    mirror.walk("sirene", "historique")
    candidate = Candidate(TABLE, "2026-08", 7, streams)
    candidate.prepare(db)
    for stream in range(streams):
        candidate.make(db, stream)
    said: list[str] = []
    db.add_notice_handler(lambda notice: said.append(str(notice.message_primary)))
    db.execute("set client_min_messages = debug1")
    candidate.join(db)
    candidate.attach(db)
    proven = [told for told in said if "is implied by existing constraints" in told]
    assert {table for table in candidate.tables if any(f'"{table}"' in told for told in proven)} == set(
        candidate.tables
    )
    assert not [told for told in said if "verifying table" in told]


def test_a_load_holds_up_no_other_vintage(db: psycopg.Connection, mirror: Mirror) -> None:
    put(mirror, "2026-10-01", 10)
    mirror.walk("sirene", "historique")
    candidate = Candidate(TABLE, "2026-08", 7)
    candidate.prepare(db)
    with connect(mirror.settings) as filling:
        candidate.make(filling, 0)
        db.execute("set lock_timeout = '1s'")
        publish.drop_partition(db, TABLE, "2026-09")
    assert mirror.count(TABLE) == 0


def test_rows_are_frozen_and_no_log_holds_them(mirror: Mirror) -> None:
    """Of the embedded server: 40,000 rows are some megabytes."""
    before = mirror.db.execute("select pg_current_wal_insert_lsn()").fetchone()
    put(mirror, "2026-10-01")
    mirror.walk("sirene", "historique")
    (written, size), (pages, frozen) = (
        mirror.db.execute(
            "select pg_current_wal_insert_lsn() - %s::pg_lsn, pg_relation_size(%s)",
            (*before, f"raw.{TABLE}__2026_09"),
        ).fetchone(),
        mirror.db.execute(
            "select relpages, relallvisible from pg_class where relname = %s", (f"{TABLE}__2026_09",)
        ).fetchone(),
    )
    assert size > 3_000_000
    assert written < size / 4
    assert frozen > 0.9 * pages > 0


@pytest.mark.usefixtures("two_streams")
def test_an_error_in_one_stream_leaves_what_is_published(mirror: Mirror, tables: Tables) -> None:
    put(mirror, "2026-10-01", 20_000)
    mirror.walk("sirene", "historique")
    put(mirror, "2026-10-01", 40_000)

    def see(row: int, _part: object) -> None:
        if row:
            raise ValueError("nobody has met that yet")

    with pytest.raises(errors.Unforeseen, match="nobody has met that yet"):
        mirror.walk("sirene", "historique", lambda *_told: SimpleNamespace(see=see))
    assert mirror.count(TABLE) == 20_000
    put(mirror, "2026-10-01", 30_000)
    mirror.walk("sirene", "historique")
    assert (mirror.count(TABLE), tables("raw_candidate")) == (30_000, set())


def known(db: psycopg.Connection) -> list[tuple[float, str]]:
    """What the planner knows of the whole table: distinct SIRET, vintages."""
    return db.execute(
        "select one.n_distinct, other.most_common_vals::text from pg_stats as one inner join pg_stats as other"
        " using (schemaname, tablename, inherited)"
        " where schemaname = 'raw' and tablename = %s and one.attname = 'siret' and other.attname = 'vintage' and inherited",
        (TABLE,),
    ).fetchall()


def test_the_whole_table_is_known_to_the_planner_once_a_tenth_of_it_is_new(mirror: Mirror) -> None:
    def publish_month(month: str, rows: int) -> None:
        put(mirror, month, rows)
        mirror.walk("sirene", "historique")

    publish_month("2026-10-01", 1000)
    assert known(mirror.db) == [(-1.0, "{2026-09}")]
    publish_month("2026-11-01", 950)
    assert known(mirror.db)[0][1] == "{2026-09,2026-10}"
    mirror.db.execute(f"create table raw.{TABLE}__2000 partition of raw.{TABLE} for values in ('2000')")
    mirror.db.execute(
        f"insert into raw.{TABLE}__2000 select siret, null, null, null, null, null, null, null, null, '2000', 0, 0"
        f" from raw.{TABLE} cross join generate_series(1, 20)"
    )
    mirror.db.execute(f"analyze raw.{TABLE}__2000")
    publish.analyse(mirror.db, TABLE)
    before = known(mirror.db)
    assert "2000" in before[0][1]
    publish_month("2026-12-01", 900)
    assert known(mirror.db) == before, "less than a tenth"
