"""The build on the real mirror kept beside the project: control totals, and an independent count for Lyon."""

import csv
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from ingestion import walk
from ingestion.registry import sources
from tests.dbt.conftest import Dbt, read_what_stands
from tests.dbt.data import YEARS, communes
from tests.independent.counts import Sets
from tests.independent.flows import ENTRIES, EXITS, identity
from tests.independent.mirror import STOCK, parquet
from tests.independent.register import openings
from tests.ingestion.conftest import keeps

pytestmark = [pytest.mark.integration, pytest.mark.shared]

BUILT = (
    "+dim_territory",
    "+fct_establishment_flow",
    "+int_population",
    "+int_measure_cerema",
    "+quality_control_total",
)
POPULATION = {2019: 66_988_403, 2022: 67_760_573, 2023: 68_094_280}


@pytest.fixture(scope="module")
def real(shared: Path, dbt: Dbt, warehouse: psycopg.Connection) -> psycopg.Connection:
    settings = replace(dbt.settings, mirror=str(shared / "real" / "mirror"))

    for source in sources():
        for resource in source.resources:
            for landed in walk.fetch(source.name, resource.name, settings):
                walk.load(landed, settings, keeps)
    read_what_stands(warehouse)
    # Indicators of 34,875 communes are millions of rows, nearly all without a value: left to the simulated country.
    dbt(
        "build",
        "--exclude-resource-type",
        "unit_test",
        "--indirect-selection",
        "cautious",
        "--select",
        *BUILT,
    )
    return warehouse


@pytest.mark.parametrize("year", YEARS)
def test_every_commune_of_earlier_years_leads_to_todays(real: psycopg.Connection, year: int) -> None:
    published = real.execute(
        "select com from raw.insee_cog_commune where typecom = 'COM' and vintage = %s", (str(year),)
    ).fetchall()
    assert not published or {code for (code,) in published} == communes(year)
    lost, reached = real.execute(
        "select count(*) filter (where code_to is null), count(distinct code_to) from unnest(%s::text[]) as code"
        " left join intermediate.int_commune_succession on code = code_from and cog_from = %s",
        (sorted(communes(year)), year),
    ).fetchone()
    assert (lost, reached) == (0, 34_875)


def test_populations_are_carried_whole(real: psycopg.Connection) -> None:
    totals = real.execute("select annee, sum(population) from intermediate.int_population group by annee")
    assert dict(totals.fetchall()) == POPULATION


def test_publishers_totals_are_met_and_parts_left_out(real: psycopg.Connection) -> None:
    compared = real.execute(
        "select raw_table, vintage, measure, ours, difference from quality.control_total where is_compared"
    ).fetchall()
    assert {one[:4] for one in compared} == {
        *(
            ("insee_population_reference", str(year), "population", total)
            for year, total in POPULATION.items()
        ),
        ("insee_cog_commune", "2023", "COM", 34_945),
        ("insee_cog_commune", "2025", "COM", 34_875),
        ("insee_cog_commune", "2026", "COM", 34_875),
        ("insee_cog_commune", "2026", "departments", 101),
        ("insee_cog_commune", "2026", "ARM", 45),
        ("insee_chomage_zone", "2022-T2", "zones", 302),
        ("anct_acv_commune", "2025-07-04", "communes", 245),
        ("anct_pvd_commune", "2026-04-27", "communes", 1646),
    }
    assert {one[4] for one in compared} == {0}


def test_auxerre_has_its_population(real: psycopg.Connection) -> None:
    found = real.execute(
        "select annee, population from intermediate.int_population where code_commune = '89024'"
    )
    assert dict(found.fetchall()) == {2019: 34_451, 2022: 35_236, 2023: 35_097}


def test_territories_are_those_of_2026(real: psycopg.Connection) -> None:
    levels = real.execute(
        "select territory_level, count(*) from marts_candidate.dim_territory group by territory_level"
    )
    counts = dict(levels.fetchall())
    assert counts.pop("epci") in (1254, 1255)
    assert counts == {
        "commune": 34_875,
        "departement": 101,
        "region": 18,
        "programme": 4,
        "population_band": 5,
        "france": 1,
    }
    flags = real.execute(
        "select count(*) filter (where is_acv), count(*) filter (where is_pvd)"
        " from marts_candidate.dim_territory"
    )
    assert flags.fetchone() == (245, 1646)


def test_lyon_storefronts_equal_an_independent_count(real: psycopg.Connection, shared: Path) -> None:
    mirror = shared / "real" / "mirror"
    stock = parquet(mirror, STOCK, {"siret": "siret", "dateCreationEtablissement": "created"})
    histories = openings(mirror, dict(zip(stock["siret"], stock["created"], strict=True)))
    expected = identity(histories.values(), Sets.read().vit)
    shown = ("opening_stock", *ENTRIES.values(), *EXITS.values(), "closing_stock")
    rows = real.execute(
        sql.SQL(
            "select period, {} from marts_candidate.fct_establishment_flow"
            " where code_commune = '69123' and zone = 'all' and activity_set = 'storefronts'"
        ).format(sql.SQL(", ").join(map(sql.Identifier, shown)))
    ).fetchall()
    assert [row[0] for row in sorted(rows)] == list(range(2012, 2026))
    found = {
        (year, name): number
        for year, *numbers in rows
        for name, number in zip(shown, numbers, strict=True)
        if number
    }
    assert found == dict(expected)
    assert sum(expected[year, "births"] for year in range(2012, 2026)) == 71


def test_the_stock_identity_closes_for_every_commune_and_year(real: psycopg.Connection) -> None:
    checked, open_ones = real.execute(
        "select count(*), count(*) filter (where opening_stock + births + reopenings + activity_entries"
        " + unknown_entries - closures - activity_exits - unknown_exits <> closing_stock)"
        " from marts_candidate.fct_establishment_flow"
    ).fetchone()
    assert checked >= 2 * 14
    assert open_ones == 0


def test_land_of_real_communes_equals_the_file(real: psycopg.Connection, shared: Path) -> None:
    (published,) = (shared / "real" / "mirror").rglob("conso2009-2023-resultats-com.csv")
    with published.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    activity = real.execute(
        "select code_commune, value from intermediate.int_measure_cerema"
        " where measure_code = 'land_consumed_activity_m2' and annee = 2021"
    )
    assert dict(activity.fetchall()) == {row["idcom"]: int(row["art21act22"]) for row in rows}
    decade = real.execute(
        "select code_commune, 10 * value from intermediate.int_measure_cerema"
        " where measure_code = 'land_consumed_mean_2011_2020_m2' and annee = 2022"
    )
    assert dict(decade.fetchall()) == {
        row["idcom"]: sum(int(row[f"naf{year}art{year + 1}"]) for year in range(11, 21)) for row in rows
    }
