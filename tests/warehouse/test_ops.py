"""The owner of schema `ops`: what it writes, it reads back."""

from datetime import UTC, datetime

import psycopg
import pytest

from warehouse import fingerprint
from warehouse.ops import loads, origin, releases, transfers, vintages
from warehouse.ops.loads import Reject
from warehouse.ops.statement import value

FETCHED = loads.Fetched("2026", '"e"', "Thu, 01 Oct 2026 00:00:00 GMT", "ab", 12, True)


def begin(db: psycopg.Connection, url: str = "https://example.org/a", raw_table: str = "t") -> int:
    return loads.begin(db, loads.About("s", "r", raw_table, url, "Licence Ouverte 2.0", is_simulated=False))


def publish(db: psycopg.Connection, raw_table: str, vintage: str, rows: int = 10) -> int:
    """A published load, what stood before it replaced."""
    load_id = begin(db, f"https://example.org/{raw_table}/{vintage}", raw_table)
    loads.note_fetched(db, load_id, loads.Fetched(vintage, None, None, f"{vintage}{rows}", 1, False))
    loads.note_rows(db, load_id, read=rows, loaded=rows, rejected=0, repaired=0, unknown_columns=[])
    vintages.retire(db, raw_table, vintage, load_id, "replaced")
    loads.close(db, load_id, "published")
    return load_id


def take(db: psycopg.Connection) -> int:
    with db.transaction():
        return vintages.take(db)


def of_build(db: psycopg.Connection) -> list[tuple]:
    query = "SELECT raw_table, vintage, load_id FROM ops.vintage_in_use ORDER BY 1, 2"
    return db.execute(query).fetchall()


def test_an_attempt_from_its_beginning_to_its_end(db):
    before, _ = loads.now(db)
    load_id = begin(db)
    assert loads.last_fetched(db, "s", "r", "https://example.org/a") is None
    loads.note_fetched(db, load_id, FETCHED)
    loads.note_rows(
        db, load_id, read=5, loaded=4, rejected=1, repaired=2, unknown_columns=["x"], emptied=3, remarks=["r"]
    )
    loads.close(db, load_id, "failed", "why")
    (attempt,) = loads.after(db, before)
    assert (attempt["outcome"], attempt["message"]) == ("failed", "why")
    assert (attempt["rows"], attempt["rejected"], attempt["bytes"]) == (4, 1, 12)
    assert (attempt["emptied"], attempt["remarks"]) == (3, ["r"])
    assert loads.last_fetched(db, "s", "r", "https://example.org/a") == FETCHED
    assert loads.is_simulated(db, load_id) is True
    assert loads.is_simulated(db, load_id + 1) is False
    loads.begin_load(db, load_id)
    (again,) = loads.after(db, before)
    assert (again["outcome"], again["message"]) == ("running", None)


def test_a_load_does_not_count_the_wait_for_its_turn(db):
    before, _ = loads.now(db)
    load_id = begin(db)
    db.execute("update ops.load set started_at = started_at - interval '20 minutes'")
    loads.begin_load(db, load_id)
    loads.close(db, load_id, "published")
    assert 0 <= loads.after(db, before)[0]["seconds"] < 60
    fetched = begin(db, "https://example.org/other")
    db.execute(
        "update ops.load set started_at = started_at - interval '20 minutes' where load_id = %s", [fetched]
    )
    loads.close(db, fetched, "unchanged")
    assert loads.after(db, load_id)[0]["seconds"] >= 1200


def test_an_attempt_left_running_was_interrupted(db):
    first = begin(db)
    begin(db)
    begin(db, "https://example.org/other")
    outcomes = [(one["outcome"], one["message"] or "") for one in loads.after(db, first - 1)]
    assert [outcome for outcome, _ in outcomes] == ["failed", "running", "running"]
    assert outcomes[0][1].startswith("interrupted")


def test_rejects_of_a_new_try_replace_the_earlier_ones(db):
    load_id = begin(db)
    loads.replace_rejects(
        db, load_id, [Reject(1, "c", "no date", "x", True), Reject(2, "c", "no date", "y", False)]
    )
    loads.replace_rejects(db, load_id, [Reject(3, "c", "no date", "z", False)])
    assert db.execute("SELECT row_number, value, is_row_left_out FROM ops.reject").fetchall() == [
        (3, "z", False)
    ]


def test_rejects_are_those_of_the_last_load_that_read_each_vintage(db):
    for found in ("x", "y"):
        load_id = publish(db, "t", "2024", 7)
        loads.replace_rejects(db, load_id, [Reject(3, "c", "no date", found, False)])
    other = publish(db, "u", "2024", 7)
    loads.replace_rejects(db, other, [Reject(1, "k", "the key is empty", None, True)])
    shown = [(one["raw_table"], one["value"], one["is_row_left_out"]) for one in loads.rejects(db)]
    assert shown == [("t", "y", False), ("u", None, True)]
    assert [one["value"] for one in loads.rejects(db, "t")] == ["y"]
    assert [one["value"] for one in loads.rejects(db, load_id=load_id - 1)] == ["x"]
    assert loads.rejects(db, "nothing") == []


def test_what_stands(db):
    assert not vintages.is_any_published(db)
    publish(db, "t", "2024", 7)
    publish(db, "t", "2026", 9)
    publish(db, "t", "2026", 10)
    begin(db)
    assert vintages.is_any_published(db)
    assert vintages.standing(db, "t", "2026") == vintages.Standing("202610", 10)
    assert vintages.standing(db, "t", "2025") is None
    assert vintages.of_table(db, "t") == ["2026", "2024"]
    assert vintages.rows_up_to(db, "t", "2025") == ("2024", 7)
    assert vintages.rows_up_to(db, "t", "2023") is None
    assert [(one.vintage, one.rows, one.days_ago) for one in vintages.held(db)] == [
        ("2024", 7, 0),
        ("2026", 10, 0),
    ]


def test_simulated_sources(db):
    load_id = publish(db, "t", "2024")
    assert (vintages.is_any_simulated(db, ["t"]), vintages.simulated_sources(db)) == (False, [])
    db.execute("UPDATE ops.load SET is_simulated = true WHERE load_id = %s", [load_id])
    publish(db, "u", "2024")
    assert vintages.is_any_simulated(db, ["t"]) is True
    assert vintages.is_any_simulated(db, ["u"]) is False
    assert (vintages.simulated(db, ["t"]), vintages.simulated(db, ["u"])) == (["2024"], [])
    assert vintages.simulated_sources(db) == [{"source": "s", "whole": False}]


def test_a_build_takes_what_stands_and_its_hash_is_that_of_what_stood(db):
    assert take(db) == 0
    assert vintages.digest(db, in_use=True) == vintages.digest(db) == fingerprint.NOTHING
    publish(db, "t", "2024")
    old = publish(db, "u", "2024")
    assert take(db) == 2
    stood = vintages.digest(db)
    new = publish(db, "u", "2024", 11)
    assert ("u", "2024", old) in of_build(db)
    assert vintages.digest(db, in_use=True) == stood != vintages.digest(db)
    assert take(db) == 2
    assert ("u", "2024", new) in of_build(db)
    assert vintages.digest(db, in_use=True) == vintages.digest(db)


def test_the_hash_of_what_stands_is_the_one_of_earlier_releases(db):
    """A warehouse made before must not think that everything changed."""
    publish(db, "b", "2024", 1)
    publish(db, "a", "2025", 2)
    # sha256sum of "a|2025|20252\nb|2024|20241"
    assert vintages.digest(db) == "2e4922f542ca703b92a7d7de9fe98f886f4d61877b907a61e9031f97f0d0c4a6"


def test_what_a_build_took_comes_back_when_none_is_due(warehouse_settings, db):
    publish(db, "t", "2024")
    take(db)
    publish(db, "t", "2025")
    with psycopg.connect(warehouse_settings.warehouse_url) as conn:
        assert vintages.take(conn) == 2
        conn.rollback()
    assert [vintage for _, vintage, _ in of_build(db)] == ["2024"]


def test_two_loads_that_stand_for_one_vintage_are_refused(db):
    publish(db, "t", "2024")
    other = begin(db, "https://example.org/b")
    loads.note_fetched(db, other, loads.Fetched("2024", None, None, "cd", 1, False))
    loads.close(db, other, "published")
    with pytest.raises(psycopg.errors.UniqueViolation):
        take(db)


def test_a_transfer_is_told_once_per_stage(db):
    since = datetime(2026, 1, 1, tzinfo=UTC)
    for done in (1, 2):
        transfers.tell(db, transfers.Transfer("s", "r", "2026", "fetch", done, 10))
    transfers.tell(db, transfers.Transfer("s", "r", "2026", "load", 5, None))
    assert [(one["stage"], one["done"], one["total"]) for one in transfers.since(db, since)] == [
        ("fetch", 2, 10),
        ("load", 5, None),
    ]
    assert transfers.since(db, datetime(2999, 1, 1, tzinfo=UTC)) == []


def test_another_mirror_is_told_once_this_one_fed_something(db):
    origin.remember(db, "one")
    assert origin.another(db, "two") is None
    publish(db, "t", "2024")
    assert (origin.another(db, "two"), origin.another(db, "one")) == ("one", None)
    origin.remember(db, "two")
    assert origin.another(db, "two") is None


def test_releases_are_numbered_and_one_is_current(db):
    assert releases.current(db) is None
    for schema in ("release_1", "release_2"):
        releases.record(db, releases.next_number(db), "release", schema, "f", "c0ffee")
    current = releases.current(db)
    assert (current.schema_name, current.fingerprint, current.revisions) == ("release_2", "f", 0)
    assert [(one.schema_name, one.is_current) for one in releases.every(db)] == [
        ("release_2", True),
        ("release_1", False),
    ]
    assert releases.commit_of(db, "release_1") == "c0ffee"
    assert releases.kept(db) == [], "their schemas are not there"


def test_a_statement_that_returns_nothing_is_told(db):
    with pytest.raises(LookupError, match="WHERE false"):
        value(db, "SELECT 1 WHERE false")
