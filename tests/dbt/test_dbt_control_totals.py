"""Publishers' totals beside what a build reads: `quality.control_total`, on small files, then on the real mirror's."""

import csv
import zipfile
from pathlib import Path

import psycopg
import pytest

from tests.dbt.conftest import Dbt, Put
from tests.independent.mirror import seed
from warehouse.roles import Role

pytestmark = pytest.mark.integration

HELD = """select relation.oid, obj_description(relation.oid), has_table_privilege(%s, relation.oid, 'select')
          from pg_class as relation where relation.oid = 'quality.control_total'::regclass"""


@pytest.fixture(scope="module")
def built(dbt: Dbt, put: Put, warehouse: psycopg.Connection) -> psycopg.Connection:
    """A list that lacks a town, a part of a country, a simulated list, and the rows of the publisher's own total."""
    towns = [(f"{number:05}", f"ACV{number:03}") for number in range(1001, 1245)]
    put("anct_acv_commune", "2025-07-04", "insee_com id_acv", towns)
    put("anct_pvd_commune", "2026-04-27", "insee_com id_pvd", towns, is_simulated=True)
    put("insee_population_reference", "2023", "com pmun pcap ptot", [("01001", 800, 0, 800)])
    france = [(code, "FRANCE", "_T", "1T9X7", "_T", "EMPL3112", "2024", jobs) for code, jobs in JOBS.items()]
    columns = (
        "geo geo_object activity legal_form_with_public number_empl flores_measure time_period obs_value"
    )
    put("insee_flores_a5", "2024", columns, france)
    dbt("build", "--exclude-resource-type", "unit_test", "--select", "+quality_control_total")
    return warehouse


JOBS = {"F": "26604745", "FM": "25939262"}


def found(warehouse: psycopg.Connection, raw_table: str, level: str) -> list[tuple]:
    return warehouse.execute(
        "select territory_code, ours, difference, is_compared, is_within_tolerance, reason"
        " from quality.control_total where raw_table = %s and level = %s and reason <> 'not_loaded'"
        " order by territory_code, measure",
        (raw_table, level),
    ).fetchall()


def test_every_total_has_its_row(built: psycopg.Connection) -> None:
    (count,) = built.execute("select count(*) from quality.control_total").fetchone()
    assert count == len(seed("control_total"))


def test_a_list_that_lacks_a_town_is_told(built: psycopg.Connection) -> None:
    assert found(built, "anct_acv_commune", "commune") == [("F", 244, -1, True, False, "compared")]


def test_simulated_and_partial_files_are_not_compared(built: psycopg.Connection) -> None:
    assert found(built, "anct_pvd_commune", "commune") == [("F", 244, None, False, None, "simulated")]
    assert found(built, "insee_population_reference", "commune") == [("F", 800, None, False, None, "partial")]


def test_the_publishers_own_row_is_compared_whatever_else_is_loaded(built: psycopg.Connection) -> None:
    assert found(built, "insee_flores_a5", "france") == [
        ("F", 26_604_745, 0, True, True, "compared"),
        ("F", None, None, False, None, "no_figure"),
        ("FM", 25_939_262, 1, True, False, "compared"),
        ("FM", None, None, False, None, "no_figure"),
    ]


def test_rows_are_replaced_and_the_table_stays(built: psycopg.Connection, dbt: Dbt, put: Put) -> None:
    reader = dbt.settings.login(Role.READER)
    before = built.execute(HELD, [reader]).fetchone()
    assert before[1:] == (
        "Publishers' totals, beside what the last build read.",
        True,
    )
    put("dgaln_ort_commune", "2026-07-03", "code_commune signee", [("01001", "Signée")] * 2265)
    dbt("run", "--full-refresh", "--select", "quality_control_total")
    assert built.execute(HELD, [reader]).fetchone() == before
    (count,) = built.execute("select count(*) from quality.control_total").fetchone()
    assert count == len(seed("control_total"))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "raw_table", "vintage", "met"),
    [
        ("DS_FLORES_A5_2024_CSV_FR", "insee_flores_a5", "2024-12", 4),
        ("DS_SIDE_CREA_ENT_COM_2025_CSV_FR", "insee_side_creation_unite_legale", "2025", 3),
    ],
)
def test_excerpts_of_real_files_hold_the_published_totals(
    built: psycopg.Connection,
    dbt: Dbt,
    put: Put,
    shared: Path,
    file: str,
    raw_table: str,
    vintage: str,
    met: int,
) -> None:
    with zipfile.ZipFile(shared / "real" / "excerpts" / file) as archive:
        (name,) = archive.namelist()
        lines = list(csv.DictReader(archive.read(name).decode("utf-8-sig").splitlines(), delimiter=";"))
    columns = [column for column in lines[0] if column != "FREQ"]
    rows = [tuple(line[column] for column in columns) for line in lines]
    put(raw_table, vintage, " ".join(columns).lower(), rows)
    dbt("run", "--select", "1+int_control_figure+")
    own = [one for one in found(built, raw_table, "france") if one[-1] == "compared"]
    assert [one[2] for one in own] == [0] * met
