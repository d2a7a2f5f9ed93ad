"""Groups are drawn once: a later run moves none, whatever became of the values."""

from collections.abc import Iterator

import numpy as np
import psycopg
import pytest

from peers.__main__ import main
from peers.draw import draw
from peers.errors import PeersError
from warehouse.connect import connect_url
from warehouse.settings import Settings

pytestmark = pytest.mark.integration

TOWNS = [f"{number:05}" for number in range(20)]
VARIABLES = ("growth", "population", "shops", "vacancy")


@pytest.fixture
def db(module_warehouse_settings: Settings) -> Iterator[psycopg.Connection]:
    with connect_url(module_warehouse_settings.warehouse_url, autocommit=True) as conn:
        conn.execute("delete from peer.town")
        conn.execute(
            "create table intermediate.int_peer_town (code_commune text, stratum text, was_in_programme boolean);"
            " create table intermediate.int_peer_value (version int, variable text, weight float8, code_commune text,"
            " value float8)"
        )
        yield conn
        conn.execute("drop table intermediate.int_peer_town, intermediate.int_peer_value")


def tell(db: psycopg.Connection, version: int = 1, seed: int = 1, towns: list[str] = TOWNS) -> None:
    """Values of each town; every second one was in a programme."""
    db.execute("truncate intermediate.int_peer_town, intermediate.int_peer_value")
    values = np.random.default_rng(seed).normal(size=(len(towns), len(VARIABLES)))
    for number, (code, row) in enumerate(zip(towns, values.tolist(), strict=True)):
        stratum = ("metropolitan", number % 2 == 0)
        db.execute("insert into intermediate.int_peer_town values (%s, %s, %s)", (code, *stratum))
        for variable, value in zip(VARIABLES, row, strict=True):
            known = None if (code, variable) == ("00003", "shops") else value
            given = (version, variable, 1.0, code, known)
            db.execute("insert into intermediate.int_peer_value values (%s, %s, %s, %s, %s)", given)


def neighbours(db: psycopg.Connection, version: int = 1) -> list[tuple]:
    query = "select variant, code_commune, rank, peer_code_commune, distance from peer.neighbour where version = %s"
    return sorted(db.execute(query, [version]).fetchall())


def test_a_second_drawing_moves_nothing(db: psycopg.Connection, module_warehouse_settings: Settings) -> None:
    tell(db)
    assert draw(module_warehouse_settings) == {"new": 40, "kept": 0, "fewer": 21}
    first = neighbours(db)
    tell(db, seed=2)
    assert draw(module_warehouse_settings) == {"new": 0, "kept": 40, "fewer": 0}
    assert neighbours(db) == first
    assert {len([row for row in first if row[:2] == ("all", code)]) for code in TOWNS if code != "00003"} == {
        15
    }
    odd = {row[3] for row in first if row[0] == "never_in_programme"}
    assert odd == {code for code in TOWNS if int(code) % 2} - {"00003"}


def test_a_town_that_comes_into_scope_gets_its_own(
    db: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    tell(db)
    draw(module_warehouse_settings)
    first = neighbours(db)
    tell(db, seed=3, towns=[*TOWNS, "00099"])
    assert draw(module_warehouse_settings)["new"] == 2
    assert [row for row in neighbours(db) if row[1] != "00099"] == first


def test_what_is_missing_is_told(db: psycopg.Connection, module_warehouse_settings: Settings) -> None:
    tell(db)
    draw(module_warehouse_settings)
    query = "select missing_variables, candidates from peer.town where code_commune = %s and variant = 'all'"
    assert db.execute(query, ["00003"]).fetchone() == (["shops"], 0)
    assert db.execute(query, ["00004"]).fetchone() == ([], 18)


def test_another_declared_version_draws_anew_and_keeps_the_old(
    db: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    tell(db)
    draw(module_warehouse_settings)
    first = neighbours(db)
    tell(db, version=2, seed=5)
    assert draw(module_warehouse_settings)["new"] == 40
    assert neighbours(db) == first
    assert neighbours(db, version=2) != first


def test_redraw_on_request_and_the_list(
    db: psycopg.Connection,
    module_warehouse_settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("peers.__main__.Settings.from_env", lambda: module_warehouse_settings)
    tell(db)
    assert main(["draw"]) == 0
    first = neighbours(db)
    tell(db, seed=9)
    assert main(["redraw"]) == 0
    assert neighbours(db) != first
    assert main(["list"]) == 0
    told = capsys.readouterr().out
    assert "new 40, kept 0, fewer 21" in told
    assert "00003 all (version 1): none of 0; without shops" in told


def test_without_tables_it_says_what_to_build(
    db: psycopg.Connection, module_warehouse_settings: Settings
) -> None:
    db.execute("alter table intermediate.int_peer_value rename to aside")
    try:
        with pytest.raises(PeersError, match="exposure:peer_groups"):
            draw(module_warehouse_settings)
    finally:
        db.execute("alter table intermediate.aside rename to int_peer_value")


def test_no_town_draws_nothing(db: psycopg.Connection, module_warehouse_settings: Settings) -> None:
    assert draw(module_warehouse_settings) == {"new": 0, "kept": 0, "fewer": 0}
