"""A release of two towns, made of a few rows: tables as the marts' contracts have them."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from psycopg import sql

from pages import site
from pages.site import Written
from tests.contracts import make_marts
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


def put(db: psycopg.Connection, table: str, *rows: dict[str, Any]) -> None:
    """Add rows of the columns named."""
    for row in rows:
        insert = sql.SQL("insert into marts.{} ({}) values ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join(sql.Placeholder() * len(row)),
        )
        db.execute(insert, list(row.values()))


def fill(db: psycopg.Connection) -> None:
    """The release: Auxerre has all, Nevers a secret in place of its rate."""
    make_marts(db)
    db.execute(
        "insert into ops.release (fingerprint, schema_name, event, is_current) values ('f', 'release_1', 'release', true)"
    )
    _dimensions(db)
    for code, name in TOWNS.items():
        _town(db, code, name)


def _dimensions(db: psycopg.Connection) -> None:
    put(
        db,
        "dim_theme",
        {"theme": "commercial_vitality", "theme_order": 1, "label_fr": "Vitalité commerciale"},
    )
    put(db, "dim_zone", {"zone": "all", "zone_order": 1, "label_fr": "Ensemble du territoire"})
    put(db, "dim_zone", {"zone": "centre", "zone_order": 2, "label_fr": "Cœur de ville"})
    put(db, "dim_level", {"territory_level": "departement", "level_order": 3, "label_fr": "Département"})
    common = {
        "zones": "all",
        "theme": "commercial_vitality",
        "is_core": True,
        "is_experimental": False,
        "version": 1,
    }
    put(
        db,
        "dim_indicator",
        common
        | {
            "indicator_code": "C01",
            "label_fr": "Points de vente actifs",
            "definition_fr": "Les ouverts.",
            "decimals": 0,
        }
        | {
            "unit_fr": "points de vente",
            "after_value_fr": "points de vente",
            "source": "sirene",
            "direction": "higher_is_better",
        },
        common
        | {
            "indicator_code": "C04",
            "label_fr": "Taux de fermeture",
            "definition_fr": "Les fermés.",
            "decimals": 1,
        }
        | {"unit_fr": "%", "after_value_fr": "%", "source": "sirene", "direction": "lower_is_better"},
    )
    put(db, "dim_series_break", {"indicator_code": "C04", "break_year": 2023, "reason_fr": "Guichet unique."})
    for status, label, shown in (
        ("A", "Valeur normale", None),
        ("Q", "Valeur absente : secret", "secret statistique"),
    ):
        put(
            db,
            "dim_status",
            {"obs_status": status, "label_fr": label, "is_missing": status == "Q", "shown_fr": shown},
        )
    words = {"title_fr": "Base Sirene", "producer_fr": "Insee", "frequency_fr": "mensuelle"}
    told = words | {
        "licence_fr": "Licence Ouverte 2.0",
        "homepage": "https://example.org",
        "late_after_days": 40,
    }
    put(db, "dim_source", told | {"source": "sirene"})
    loaded = {
        "loaded_at": datetime(2026, 10, 1, tzinfo=UTC),
        "licence": "Licence Ouverte 2.0",
        "url": "https://example.org/f",
    }
    put(
        db,
        "dim_source_vintage",
        loaded
        | {
            "source": "sirene",
            "raw_table": "sirene_etablissement",
            "vintage": "2026-09",
            "rows": 10,
            "is_simulated": True,
        },
    )
    put(
        db,
        "dim_territory",
        {
            "territory_level": "departement",
            "territory_code": "89",
            "territory_name": "Yonne",
            "territory_label": "Yonne",
        },
    )
    for period in YEARS:
        figure = _figure("departement", "89", "C01", period)
        put(db, "fct_indicator_value", figure | {"value": 1000.0 + period, "obs_status": "A"})


def _town(db: psycopg.Connection, code: str, name: str) -> None:
    departement = code[:2]
    label = f"{name} ({departement})"
    put(
        db,
        "dim_territory",
        {
            "territory_level": "commune",
            "territory_code": code,
            "territory_name": name,
            "territory_label": label,
        }
        | {
            "departement_code": departement,
            "departement_name": "Yonne",
            "region_code": "27",
            "region_name": "Bourgogne",
        }
        | {"is_in_scope": True, "is_acv": True, "population": 35097, "population_year": 2023},
    )
    put(
        db,
        "dim_town_centre",
        {"code_commune": code, "geometry": SQUARE, "area_ha": 24.8, "method": "cluster"},
    )
    for period in YEARS:
        _scores(db, code, period)
        if period > 2022:
            put(db, "fct_establishment_flow", _flow(code, period))
    shop = {
        "code_commune": code,
        "siret": f"{code}000000001",
        "zone": "centre",
        "activity": "food",
        "is_simulated": True,
    }
    put(
        db,
        "mart_centre_shop",
        shop
        | {
            "activity_fr": "Alimentation",
            "address": "=1+1",
            "longitude": 3.575,
            "latitude": 47.795,
            "opened_on": date(2020, 1, 2),
        },
        shop
        | {
            "siret": f"{code}000000002",
            "zone": "unlocated",
            "activity_fr": "Alimentation",
            "address": "2 RUE B",
        },
    )
    _events(db, code)
    index = {"indicator_code": "C01", "territory_level": "commune", "territory_code": code, "zone": "all"}
    put(
        db,
        "mart_index",
        index | {"base_period": 2022, "period": 2025, "index_value": 99.3, "obs_status": "A"},
    )
    land = {"territory_level": "commune", "territory_code": code, "period": 2024, "land_for_activity": 1.25}
    put(db, "mart_land_jobs", land | {"land_jobs_class": 2, "land_jobs_class_fr": "Plus d'emplois"})


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
