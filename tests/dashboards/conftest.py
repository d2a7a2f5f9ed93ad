"""A release of one town and its peer, made of a few rows: tables as the marts' contracts have them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest

from tests.contracts import make_release, put
from warehouse.connect import connect_url
from warehouse.settings import Settings

TOWN, PEER = "89024", "58194"
LABELS = {TOWN: "Auxerre (89)", PEER: "Nevers (58)"}
YEAR = 2024
KEY = {"territory_level": "commune", "indicator_code": "C04", "zone": "all", "period": YEAR}


def fill(db: psycopg.Connection) -> None:
    """The release: a rate of two towns, their shop, events, quality and file."""
    make_release(db)
    _dimensions(db)
    for code, value in ((TOWN, 5.25), (PEER, 4.5)):
        _town(db, code, value)


def _dimensions(db: psycopg.Connection) -> None:
    put(
        db,
        "dim_indicator",
        {"indicator_code": "C04", "label_fr": "Taux de fermeture", "unit_fr": "%", "theme": "c"},
    )
    put(db, "dim_theme", {"theme": "c", "theme_order": 1, "label_fr": "Vitalité commerciale"})
    put(db, "dim_indicator_year", {"indicator_code": "C04", "period": YEAR, "is_latest": True})
    put(db, "dim_zone", *({"zone": zone, "label_fr": f"Zone {zone}"} for zone in ("all", "centre")))
    loaded = {"loaded_at": datetime(2026, 10, 1, tzinfo=UTC), "rows": 10, "is_simulated": True}
    put(db, "dim_source_vintage", {"source": "sirene", "raw_table": "sirene_etablissement"} | loaded)


def _town(db: psycopg.Connection, code: str, value: float) -> None:
    label, figure = LABELS[code], {**KEY, "territory_code": code, "value": value, "is_simulated": True}
    place = {"territory_level": "commune", "territory_code": code, "territory_label": label}
    put(db, "dim_territory", place)
    put(db, "fct_indicator_value", figure)
    words = {
        "territory_label": label,
        "indicator_fr": "Taux de fermeture",
        "zone_fr": "Ensemble du territoire",
    }
    flags = {"is_latest": True, "is_in_scope": True, "is_core": True, "decimals": 1}
    shown = {"value_text_fr": "5,3 %", "period_date": date(YEAR, 12, 31)}
    put(db, "mart_indicator", figure | words | flags | shown)
    score: dict[str, Any] = {"code_commune": code, "indicator_code": "C04", "zone": "all", "period": YEAR}
    put(db, "mart_town_scorecard", score | {"peers_median": 4.75, "change_since_2022": -0.5})
    put(db, "dim_peer_search", {"code_commune": code, "variant": "all"})
    put(
        db,
        "geo_territory",
        {"territory_level": "commune", "territory_code": code, "longitude": 3.57, "latitude": 47.8},
    )
    put(
        db,
        "mart_centre_shop",
        {"code_commune": code, "zone": "centre", "activity_fr": "Alimentation", "is_simulated": True},
    )
    put(db, "mart_early_warning", *_events(code))
    counts = {"figures": 10, "published": 7, "suppressed": 2, "is_simulated": True}
    put(db, "mart_quality", {"territory_code": code, "period": YEAR} | counts)
    put(db, "mart_transmission", {"code_commune": code, "period": YEAR, "t01": 12.5, "is_simulated": True})
    put(db, "mart_town_profile", {"code_commune": code, "population": 35097, "is_simulated": True})


def _events(code: str) -> Iterator[dict[str, Any]]:
    for month in (1, 2):
        told = {"code_commune": code, "event": "storefront_birth", "month": date(YEAR, month, 1)}
        yield told | {"events_1m": month, "events_12m": 10 + month, "is_latest": month == 2}


@pytest.fixture(scope="module")
def released(module_warehouse_settings: Settings) -> Iterator[Settings]:
    """Settings of a warehouse whose readers see the release."""
    with connect_url(module_warehouse_settings.warehouse_url, autocommit=True) as db:
        fill(db)
    yield module_warehouse_settings


@pytest.fixture(scope="module")
def reader(released: Settings) -> Iterator[psycopg.Connection]:
    """A reader's connection to it."""
    with connect_url(released.reader_url, autocommit=True) as conn:
        yield conn
