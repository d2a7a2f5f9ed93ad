"""Towns of a simulated country, whole from files to indicators, against the second opinion of `tests.independent`."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from centres.draw import draw
from ingestion import walk
from ingestion.registry import sources
from tests.dbt.conftest import Dbt, read_what_stands
from tests.independent.indicators import Indicators
from tests.independent.town import Perimeter, second_opinion

pytestmark = pytest.mark.integration

SCALE = 0.05
SOURCES = {
    "cerema_enaf",
    "dares_defm",
    "dgcl_epci",
    "etalab_contours",
    "insee_cog",
    "insee_population",
    "insee_rp",
    "insee_side",
    "lovac",
    "programmes",
    "sirene",
    "sirene_geolocalisation",
    "urssaf",
}
PREPARED = ("+exposure:town_centres",)
# A plain town, one that another commune joined, one overseas.
TOWNS = ("89024", "69149", "97213")
# No towns of the barometer: a city of districts, and the parts of a commune that was split.
OTHERS = ("69123", "85084", "85165", "85212")
EPCI = "200067114"  # Auxerre and around


def same(ours: float | None, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return math.isclose(ours, theirs, rel_tol=1e-12, abs_tol=1e-12)


@pytest.fixture(scope="module")
def mirror(simulated: Callable[..., Path]) -> Path:
    return simulated(scale=SCALE)


def _accept(*_: object) -> SimpleNamespace:
    return SimpleNamespace(success=True, critical=[], warnings=[])


@pytest.fixture(scope="module")
def built(mirror: Path, dbt: Dbt, warehouse: psycopg.Connection) -> psycopg.Connection:
    settings = replace(dbt.settings, mirror=str(mirror))
    for source in sources():
        for resource in source.resources if source.name in SOURCES else ():
            for landed in walk.fetch(source.name, resource.name, settings):
                walk.load(landed, settings, _accept)
    read_what_stands(warehouse)
    only = ("--exclude-resource-type", "unit_test", "--exclude-resource-type", "test")
    dbt("build", "--select", *PREPARED, *only)
    draw(settings)
    dbt("build", "--select", "+fct_indicator_value", "--exclude", *PREPARED, *only)
    return warehouse


@pytest.fixture(scope="module")
def territories(built: psycopg.Connection) -> dict[tuple[str, str], list[str]]:
    members = built.execute(
        "select code_commune from intermediate.int_territory_membership where territory_code = %s", (EPCI,)
    )
    alone = {("commune", code): [code] for code in (*TOWNS, *OTHERS)}
    return {**alone, ("epci", EPCI): [code for (code,) in members]}


@pytest.fixture(scope="module")
def opinion(mirror: Path, built: psycopg.Connection, territories: dict) -> Indicators:
    drawn = built.execute(
        "select code_commune, geometry, is_sensitive from centre.perimeter where is_current"
    )
    perimeters = {code: Perimeter(geometry, sensitive) for code, geometry, sensitive in drawn}
    assert set(TOWNS) <= set(perimeters)
    return second_opinion(mirror, {code for members in territories.values() for code in members}, perimeters)


def test_every_figure_equals_the_second_opinion(
    built: psycopg.Connection, territories: dict, opinion: Indicators
) -> None:
    shown: dict[str, int] = {}
    for (level, code), members in territories.items():
        rows = built.execute(
            "select indicator_code, zone, period, obs_status, value, numerator, denominator"
            " from marts_candidate.fct_indicator_value where territory_level = %s and territory_code = %s",
            (level, code),
        ).fetchall()
        for indicator, zone, period, status, *figures in rows:
            found = opinion.of(indicator, members, zone, period)
            ours = (found.value, found.numerator, found.denominator)
            where = (code, indicator, zone, period)
            assert found.status == status, (where, figures, found)
            assert all(map(same, ours, figures)), (where, figures, found)
            shown[indicator] = shown.get(indicator, 0) + (found.value is not None)
    assert set(shown) == set(opinion.rows)
    assert not [indicator for indicator, values in shown.items() if not values]
