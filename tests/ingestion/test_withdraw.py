"""A vintage that should not stand is withdrawn, and what that changes is said."""

import json

import pytest

from ingestion import publish, withdraw
from ingestion.__main__ import main
from ingestion.registry import find
from ingestion.withdraw import NothingStands
from tests.ingestion.conftest import ACV_URL, acv, parquet, periods
from warehouse import fingerprint
from warehouse.ops import vintages

OLDER_URL = find("programmes", "acv")[1].files[1].url
PERIODS_URL = find("sirene", "historique")[1].files[0].url
TABLE = "sirene_etablissement_historique"


@pytest.fixture
def two(mirror):
    """Two lists of ACV towns."""
    mirror.put(ACV_URL, acv(201))
    mirror.put(OLDER_URL, acv(200))
    mirror.walk("programmes", "acv")
    return mirror


@pytest.fixture
def command(two, monkeypatch, capsys):
    """`command(*arguments)`: exit status of `python -m ingestion`, and what it said."""
    for name, value in two.settings.as_env().items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> tuple[int, str]:
        status = main(list(arguments))
        return status, " ".join(capsys.readouterr().out.split())

    return run


def test_without_a_yes_it_is_only_said(command, two):
    status, said = command("withdraw", "anct_acv_commune", "2025-07-04")
    assert status == 0
    assert "201 rows" in said and "the newest vintage becomes 2024-02-05" in said
    assert "Nothing was changed" in said
    assert two.count("anct_acv_commune") == 401


def test_a_withdrawn_vintage_is_gone_and_stays_so_until_its_bytes_change(command, two):
    before = fingerprint.raw(two.db)
    status, said = command(
        "withdraw", "anct_acv_commune", "2025-07-04", "--yes", "--reason", "wrong communes"
    )
    assert (status, "Withdrawn: anct_acv_commune 2025-07-04" in said) == (0, True)
    assert two.count("anct_acv_commune") == 200
    assert fingerprint.raw(two.db) != before, "a build is due"
    (line,) = two.db.execute("select message from ops.load where outcome = 'withdrawn'").fetchall()
    assert "wrong communes" in line[0] and "withdrawn on 20" in line[0]
    assert two.walk("programmes", "acv") == []
    assert two.count("anct_acv_commune") == 200
    two.put(ACV_URL, acv(202))
    assert [one["rows"] for one in two.walk("programmes", "acv")] == [202]
    assert two.count("anct_acv_commune") == 402


def test_a_withdrawal_is_forgotten_when_asked(command, two):
    command("withdraw", "anct_acv_commune", "2025-07-04", "--yes")
    assert command("withdraw", "anct_acv_commune", "2025-07-04", "--forget")[0] == 0
    assert command("withdraw", "anct_acv_commune", "2025-07-04", "--forget")[0] == 1
    assert [one["rows"] for one in two.walk("programmes", "acv")] == [201]


def test_what_does_not_stand_is_not_withdrawn(command, two):
    status, said = command("withdraw", "anct_acv_commune", "2023-01-01", "--yes")
    assert (status, "there is 2024-02-05, 2025-07-04" in said) == (1, True)
    with pytest.raises(NothingStands, match="no vintage"):
        withdraw.plan(two.db, "anct_pvd_commune", "2023-01-01")


def test_a_month_to_come_that_stuck_gives_way(mirror):
    """As an older version left it: published under a month that was not there, of a name of its own."""
    mirror.put(PERIODS_URL, parquet(periods(100)))
    mirror.dated(historique="2026-09-01")
    mirror.walk("sirene", "historique")
    mirror.db.execute(
        "update ops.load set vintage = '2099.1' where vintage = '2026-08' and outcome = 'published'"
    )
    mirror.db.execute(f"alter table raw.{TABLE} detach partition raw.{TABLE}__2026_08")
    mirror.db.execute(f"alter table raw.{TABLE}__2026_08 drop constraint part")
    mirror.db.execute(f"update raw.{TABLE}__2026_08 set vintage = '2099.1'")
    mirror.db.execute(
        f"alter table raw.{TABLE} attach partition raw.{TABLE}__2026_08 for values in ('2099.1')"
    )
    planned = withdraw.plan(mirror.db, TABLE, "2099.1")
    assert planned.is_newest and planned.then_newest is None
    withdraw.withdraw(mirror.db, TABLE, "2099.1", "a wrong clock")
    assert (mirror.count(TABLE), vintages.of_table(mirror.db, TABLE)) == (0, [])
    mirror.dated(historique="2026-10-01")
    assert mirror.walk("sirene", "historique")[0]["vintage"] == "2026-09"


def test_a_partition_is_found_by_its_vintage(two):
    publish.drop_partition(two.db, "anct_acv_commune", "2025-07-0")
    publish.drop_partition(two.db, "anct_acv_commune", "'")
    assert two.count("anct_acv_commune") == 401
    publish.drop_partition(two.db, "anct_acv_commune", "2025-07-04")
    assert two.count("anct_acv_commune") == 200


def test_marts_below_a_table_are_named(tmp_path):
    path = tmp_path / "manifest.json"
    assert withdraw.marts_that_read("t", path) == []
    nodes = {
        f"model.acte2.{name}": {"name": name, "fqn": ["acte2", layer, name]}
        for name, layer in (("stg_t", "staging"), ("fct_t", "marts"), ("fct_u", "marts"))
    }
    graph = {
        "sources": {"source.acte2.s.t": {"name": "t"}},
        "nodes": nodes,
        "child_map": {
            "source.acte2.s.t": ["model.acte2.stg_t", "test.acte2.x"],
            "model.acte2.stg_t": ["model.acte2.fct_t"],
            "model.acte2.fct_t": [],
            "test.acte2.x": [],
        },
    }
    path.write_text(json.dumps(graph))
    assert withdraw.marts_that_read("t", path) == ["fct_t"]
