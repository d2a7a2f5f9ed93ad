"""A release of two towns, made of a few rows: tables as the marts' contracts have them."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest

from pages import site
from pages.site import Written
from tests.contracts import make_release, put
from warehouse.connect import connect_url
from warehouse.settings import Settings

TOWNS = {"89024": "Auxerre", "58194": "Nevers"}
YEARS = range(2017, 2026)
SQUARE = (
    '{"type":"Polygon","coordinates":[[[3.57,47.79],[3.58,47.79],[3.58,47.80],[3.57,47.80],[3.57,47.79]]]}'
)
FILE = "sirene_etablissement@2026-09"
# Of C04: halves that doubles round otherwise than decimals.
RATE = 5.25


def fill(db: psycopg.Connection) -> None:
    """The release: Auxerre has all, Nevers a secret in place of its rate."""
    make_release(db)
    _words(db)
    _indicators(db)
    _source(db)
    _departement(db)
    for code, name in TOWNS.items():
        _town(db, code, name)


def _words(db: psycopg.Connection) -> None:
    """What themes, zones, levels and statuses are called."""
    put(
        db,
        "dim_theme",
        {"theme": "commercial_vitality", "theme_order": 1, "label_fr": "Vitalité commerciale"},
    )
    put(db, "dim_zone", {"zone": "all", "zone_order": 1, "label_fr": "Ensemble du territoire"})
    put(db, "dim_zone", {"zone": "centre", "zone_order": 2, "label_fr": "Cœur de ville"})
    put(db, "dim_level", {"territory_level": "departement", "level_order": 3, "label_fr": "Département"})
    put(db, "dim_status", {"obs_status": "A", "label_fr": "Valeur normale", "is_missing": False})
    secret = {"label_fr": "Valeur absente : secret", "shown_fr": "secret statistique"}
    put(db, "dim_status", {"obs_status": "Q", "is_missing": True} | secret)


def _indicators(db: psycopg.Connection) -> None:
    """A count and a rate, which has a break."""
    common = {"zones": "all", "theme": "commercial_vitality", "source": "sirene", "version": 1}
    common |= {"is_core": True, "is_experimental": False}
    count = {"indicator_code": "C01", "label_fr": "Points de vente actifs", "definition_fr": "Les ouverts."}
    shops = {"decimals": 0, "unit_fr": "points de vente", "after_value_fr": "points de vente"}
    put(db, "dim_indicator", common | count | shops | {"direction": "higher_is_better"})
    rate = {"indicator_code": "C04", "label_fr": "Taux de fermeture", "definition_fr": "Les fermés."}
    percent = {"decimals": 1, "unit_fr": "%", "after_value_fr": "%"}
    put(db, "dim_indicator", common | rate | percent | {"direction": "lower_is_better"})
    put(db, "dim_series_break", {"indicator_code": "C04", "break_year": 2023, "reason_fr": "Guichet unique."})


def _source(db: psycopg.Connection) -> None:
    """The register, and its one vintage."""
    source, licence = {"source": "sirene"}, "Licence Ouverte 2.0"
    words = {"title_fr": "Base Sirene", "producer_fr": "Insee", "frequency_fr": "mensuelle"}
    told = {"licence_fr": licence, "homepage": "https://example.org", "late_after_days": 40}
    put(db, "dim_source", source | words | told)
    loaded = {"loaded_at": datetime(2026, 10, 1, tzinfo=UTC), "rows": 10, "is_simulated": True}
    file = {"raw_table": "sirene_etablissement", "vintage": "2026-09", "url": "https://example.org/f"}
    put(db, "dim_source_vintage", source | loaded | file | {"licence": licence})


def _departement(db: psycopg.Connection) -> None:
    """One that has a figure a year."""
    place = {"territory_level": "departement", "territory_code": "89"}
    put(db, "dim_territory", place | {"territory_name": "Yonne", "territory_label": "Yonne"})
    for period in YEARS:
        figure = _figure("departement", "89", "C01", period)
        put(db, "fct_indicator_value", figure | {"value": 1000.0 + period, "obs_status": "A"})


def _town(db: psycopg.Connection, code: str, name: str) -> None:
    place = {"territory_level": "commune", "territory_code": code}
    _place(db, place, name)
    put(
        db,
        "dim_town_centre",
        {"code_commune": code, "geometry": SQUARE, "area_ha": 24.8, "method": "cluster"},
    )
    for period in YEARS:
        _scores(db, code, period)
        if period > 2022:
            put(db, "fct_establishment_flow", _flow(code, period))
    _shops(db, code)
    _events(db, code)
    index = {"base_period": 2022, "period": 2025, "index_value": 99.3, "obs_status": "A"}
    put(db, "mart_index", place | {"indicator_code": "C01", "zone": "all"} | index)
    land = {"land_for_activity": 1.25, "land_jobs_class": 2, "land_jobs_class_fr": "Plus d'emplois"}
    put(db, "mart_land_jobs", place | {"period": 2024} | land)


def _place(db: psycopg.Connection, place: dict[str, str], name: str) -> None:
    """A town of the programme."""
    departement = place["territory_code"][:2]
    names = {"territory_name": name, "territory_label": f"{name} ({departement})"}
    around = {"departement_code": departement, "departement_name": "Yonne"}
    around |= {"region_code": "27", "region_name": "Bourgogne"}
    people = {"is_in_scope": True, "is_acv": True, "population": 35097, "population_year": 2023}
    put(db, "dim_territory", place | names | around | people)


def _shops(db: psycopg.Connection, code: str) -> None:
    """One in the centre, one that nobody could locate."""
    shop = {"code_commune": code, "activity": "food", "activity_fr": "Alimentation", "is_simulated": True}
    here = {"address": "=1+1", "longitude": 3.575, "latitude": 47.795, "opened_on": date(2020, 1, 2)}
    put(db, "mart_centre_shop", shop | {"siret": f"{code}000000001", "zone": "centre"} | here)
    nowhere = {"siret": f"{code}000000002", "zone": "unlocated", "address": "2 RUE B"}
    put(db, "mart_centre_shop", shop | nowhere)


def _events(db: psycopg.Connection, code: str) -> None:
    """A closure without a place, and before it more openings than a page shows, one of them too old for the list."""
    shop = {"code_commune": code, "zone": "centre", "activity_fr": "Alimentation", "is_simulated": True}
    closed = {"siret": f"{code}000000009", "event_type": "closure", "event_fr": "Fermeture"}
    put(db, "mart_town_event", shop | closed | {"event_date": date(2025, 3, 1), "address": "=1+1"})
    opened = shop | {"event_type": "birth", "event_fr": "Ouverture", "longitude": 3.575, "latitude": 47.795}
    for number in range(25):
        siret = f"{code}0000001{number:02}"
        put(db, "mart_town_event", opened | {"siret": siret, "event_date": date(2021 + (number > 0), 12, 31)})


def _scores(db: psycopg.Connection, code: str, period: int) -> None:
    is_secret = code == "58194"
    for indicator, value in (("C01", 2437.0 - period), ("C04", None if is_secret else RATE)):
        status = "Q" if value is None else "A"
        told = {
            "code_commune": code,
            "indicator_code": indicator,
            "zone": "all",
            "period": period,
            "value": value,
        }
        put(
            db,
            "mart_town_scorecard",
            told
            | {
                "obs_status": status,
                "status_fr": "Valeur absente : secret" if value is None else "Valeur normale",
            }
            | {
                "change_since_2022": 2022.0 - period,
                "change_unit_fr": "%" if indicator == "C01" else "points",
            }
            | {"peers_median": 400.0, "is_across_break": False, "is_simulated": True},
        )
        put(
            db,
            "fct_indicator_value",
            _figure("commune", code, indicator, period) | {"value": value, "obs_status": status},
        )


def _figure(level: str, code: str, indicator: str, period: int) -> dict[str, Any]:
    key = {
        "territory_level": level,
        "territory_code": code,
        "indicator_code": indicator,
        "zone": "all",
        "period": period,
    }
    return key | {"is_simulated": True, "source_vintages": FILE}


def _flow(code: str, period: int) -> dict[str, Any]:
    steps = dict.fromkeys(
        (
            "births",
            "reopenings",
            "activity_entries",
            "unknown_entries",
            "closures",
            "activity_exits",
            "unknown_exits",
        ),
        0.0,
    )
    key = {"code_commune": code, "zone": "all", "activity_set": "storefronts", "period": period}
    return key | steps | {"opening_stock": 2438.0 - period, "closures": 1.0, "closing_stock": 2437.0 - period}


@pytest.fixture(scope="module")
def released(module_warehouse_settings: Settings) -> Iterator[Settings]:
    """Settings of a warehouse whose readers see the release."""
    with connect_url(module_warehouse_settings.warehouse_url, autocommit=True) as db:
        fill(db)
    yield module_warehouse_settings


Build = Callable[[], Written]


@pytest.fixture(scope="module")
def build(released: Settings, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Writes the site into one folder, in this process."""
    root = tmp_path_factory.mktemp("towns")
    return lambda: site.build(released, root, workers=0)
