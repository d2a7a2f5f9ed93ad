"""The whole country's communes of 2021 to 2026 and the movements that deceive, through the real models."""

from datetime import date

import psycopg
import pytest

from tests.dbt.conftest import Dbt, Put
from tests.dbt.data import YEARS, communes, movements

pytestmark = pytest.mark.integration

PARIS, LYON, MARSEILLE = range(75101, 75121), range(69381, 69390), range(13201, 13217)
DISTRICTS = {f"{code}": "75056" for code in PARIS}
DISTRICTS |= {f"{code}": "69123" for code in LYON}
DISTRICTS |= {f"{code}": "13055" for code in MARSEILLE}
POPULATION = {"60054": 100, "60694": 300, "14712": 300, "14666": 100}
# Codes of a geography (0: without a date), and where they lead with which share.
TRAPS = {
    ("55298", 2013): {"55298": 0.5, "55138": 0.5},
    ("76108", 2011): {"76108": 1},
    ("76108", 2013): {"76108": 0.5, "76095": 0.5},
    ("76095", 2011): {"76095": 1},
    ("76676", 2016): {"76676": 0.5, "76601": 0.5},
    ("14712", 2016): {"14712": 1},
    ("14712", 2019): {"14712": 0.75, "14666": 0.25},
    ("14712", 2020): {"14712": 1},
    ("60054", 2018): {"60054": 1},
    ("60054", 2023): {"60054": 0.25, "60694": 0.75},
    ("60455", 2018): {"60694": 1},
    ("85030", 2015): {"85084": 1},
    ("85084", 2023): dict.fromkeys(("85084", "85165", "85212"), 1 / 3),
    ("15141", 2024): dict.fromkeys(("15031", "15035", "15047", "15141", "15171"), 1 / 5),
    ("15171", 2015): {"15171": 1},
    ("27676", 2020): {"27676": 1},
    ("27058", 2015): {"27676": 1},
    ("27058", 2022): {"27676": 1},
    ("14011", 2023): {"14581": 1},
    ("14581", 2015): {"14581": 1},
    ("14376", 2015): {"14581": 1},
    ("69159", 2023): {"69114": 1},
    ("12076", 2015): {"12218": 1},
    ("49069", 2024): {"49126": 1},
    ("14513", 2017): {"50592": 1},
    ("50649", 0): {"50592": 1},
    ("49144", 2017): {"44180": 1},
    ("44225", 0): {"44180": 1},
    ("69159", 0): {"69114": 1},
    ("15141", 0): {"15141": 1},
    ("60455", 0): {"60694": 1},
    ("69385", 2019): {"69123": 1},
    ("75056", 2021): {"75056": 1},
    ("97701", 2026): {},
    ("01999", 2026): {},
}


@pytest.fixture(scope="module")
def succession(dbt: Dbt, put: Put, warehouse: psycopg.Connection) -> psycopg.Connection:
    today = [("COM", code, None) for code in communes(2026)]
    # A delegated commune may carry the code of its commune: it is not a second one.
    today += [("COMD", "14581", "14581"), *(("ARM", code, whole) for code, whole in DISTRICTS.items())]
    put("insee_cog_commune", "2026", "typecom com comparent", today)
    moved = [
        (mod, date.fromisoformat(day), "COM", old, old_name, "COM", new, new_name)
        for name in ("movements_traps", "movements_2021_2026")
        for mod, day, old, old_name, new, new_name in movements(name)
    ]
    moved.append(("72", date(2026, 1, 1), "COM", "49220", "Morannes", "COMD", "49220", "Morannes"))
    columns = "mod date_eff typecom_av com_av libelle_av typecom_ap com_ap libelle_ap"
    put("insee_cog_mouvement", "2026", columns, moved)
    districts = [(code, 10) for code in DISTRICTS]
    put("insee_population_reference", "2023", "com pmun", [*POPULATION.items(), *districts])
    dbt("run", "--select", "+int_population", "+int_commune_succession")
    dbt("test", "--select", "succession_weights_add_up", "population_is_carried_whole")
    return warehouse


@pytest.mark.parametrize("year", YEARS)
def test_communes_of_a_year_are_todays_exactly(succession: psycopg.Connection, year: int) -> None:
    told, lost, reached, districts = succession.execute(
        "select count(distinct code), count(*) filter (where code_to is null), count(distinct code_to),"
        " count(*) filter (where event = 'district') from unnest(%s::text[]) as code"
        " left join intermediate.int_commune_succession on code = code_from and cog_from = %s",
        (sorted(communes(year)), year),
    ).fetchone()
    assert (told, lost, reached, districts) == (len(communes(year)), 0, 34_875, 0)


def test_counts_of_communes_are_those_of_insee() -> None:
    assert [len(communes(year)) for year in YEARS] == [34_965, 34_955, 34_945, 34_935, 34_875, 34_875]


@pytest.mark.parametrize(("code", "year"), TRAPS)
def test_a_trap_leads_where_it_should(succession: psycopg.Connection, code: str, year: int) -> None:
    found = succession.execute(
        "select code_to, weight from intermediate.int_commune_succession"
        " where code_from = %s and cog_from = %s",
        (code, year),
    )
    assert {to: float(weight) for to, weight in found} == pytest.approx(TRAPS[code, year])


def test_districts_are_counted_once(succession: psycopg.Connection) -> None:
    folded = succession.execute(
        "select code_commune, population from intermediate.int_population"
        " where code_commune in ('75056', '69123', '13055') order by 1"
    ).fetchall()
    assert folded == [("13055", 160), ("69123", 90), ("75056", 200)]


def test_every_year_is_there_and_no_other(succession: psycopg.Connection) -> None:
    found = succession.execute("select distinct cog_from from intermediate.int_commune_succession order by 1")
    assert [year for (year,) in found] == [0, *range(2008, 2027)]
