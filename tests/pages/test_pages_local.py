"""A town's own data on its page: shown where it publishes them, and no trace of them elsewhere."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pages import site
from tests.contracts import put
from tests.pages.conftest import RATE
from warehouse.connect import connect_url
from warehouse.settings import Settings

KEY = {
    "indicator_code": "C04",
    "territory_level": "commune",
    "territory_code": "89024",
    "zone": "all",
    "period": 2025,
}
SURVEY = 12.34  # told as 12,3
OWN_FILE = "local_vacancy@2026-01-02"


@pytest.fixture(scope="module")
def surveyed(released: Settings) -> Iterator[Settings]:
    """The release, in which a survey of Auxerre took a figure's place; it counts passers-by, and gave its perimeter."""
    with connect_url(released.warehouse_url, autocommit=True) as db:
        put(
            db,
            "mart_local_displaced",
            KEY | {"value": RATE, "obs_status": "A", "source_vintages": "sirene_etablissement@2026-09"},
        )
        db.execute(
            "update marts.fct_indicator_value set value = %s, obs_status = 'D', status_reason = 'field_survey', source_vintages = %s"
            " where territory_code = '89024' and indicator_code = 'C04' and period = 2025",
            [SURVEY, OWN_FILE],
        )
        put(
            db,
            "dim_status",
            {
                "obs_status": "D",
                "label_fr": "Définition différente",
                "is_missing": False,
                "status_reason": "field_survey",
                "reason_fr": "Relevé de terrain de la ville.",
            },
        )
        put(db, "mart_local_vacancy", *_calibration())
        site_of = {"code_commune": "89024", "site_id": "S1", "site_name": "Rue du Temple", "zone": "centre"}
        for month, days in ((7, 31), (8, 12)):
            counted = {
                "month": date(2026, month, 1),
                "passers": 1000 * days,
                "passers_per_day": 1000.0,
                "days_counted": days,
            }
            put(db, "mart_local_footfall", site_of | counted | {"is_whole": days == 31})
        db.execute(
            "update marts.dim_town_centre set method = 'user', reason = 'trace.geojson' where code_commune = '89024'"
        )
        put(
            db,
            "dim_source_vintage",
            {
                "source": "local",
                "raw_table": "local_vacancy",
                "vintage": "2026-01-02",
                "rows": 25,
                "loaded_at": datetime(2026, 1, 2, tzinfo=UTC),
                "licence": "propre à la ville",
                "url": "https://local/vacancy.csv",
                "is_simulated": False,
            },
        )
    yield released


def _calibration() -> tuple[dict[str, object], ...]:
    town = {
        "code_commune": "89024",
        "compared_years": 1,
        "mean_error": RATE - SURVEY,
        "mean_absolute_error": SURVEY - RATE,
    }
    survey = {
        "premises": 81,
        "vacant": 10,
        "survey_value": SURVEY,
        "is_used": True,
        "proxy_error": RATE - SURVEY,
    }
    return (
        town | {"period": 2024, "is_used": False, "proxy_value": 20.0, "calibrated_value": 27.09},
        town | survey | {"period": 2025, "proxy_value": RATE, "calibrated_value": SURVEY},
    )


def pages(settings: Settings, folder: Path) -> dict[str, str]:
    """Every file of the site as text, by its name; of workbooks what is zipped in them."""
    site.build(settings, folder, workers=0)
    return {path.relative_to(folder).as_posix(): text(path) for path in folder.rglob("*") if path.is_file()}


def text(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text("utf-8", errors="replace")
    with zipfile.ZipFile(path) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u202f", " ").replace("\xa0", " ")


def test_nothing_of_it_is_on_public_pages(surveyed: Settings, tmp_path: Path) -> None:
    found = pages(surveyed, tmp_path)
    for name, page in found.items():
        for trace in ("12,3", "12.34", OWN_FILE, "local_vacancy", "Rue du Temple", "trace.geojson"):
            assert trace not in page, (name, trace)
    town = words(found["commune/89024.html"])
    assert "5,3 %" in town or "5,2 %" in town, "the proxy's"
    assert "Relevé de terrain" not in town
    assert "son tracé n’est pas publié" in town
    assert "son tracé n’est pas publié" not in found["commune/58194.html"]
    assert "Périmètre de" not in town and "Périmètre de" in found["commune/58194.html"]


def test_a_town_that_publishes_it_shows_the_survey_and_the_proxy_s_error(
    surveyed: Settings, tmp_path: Path
) -> None:
    town = words(pages(replace(surveyed, publish_local=True), tmp_path)["commune/89024.html"])
    assert "12,3 %" in town
    assert "Relevé de terrain de la ville." in town, "the status says so"
    assert "le proxy s’écarte en moyenne de 7,1 points" in town
    assert "2025 81 10 12,3 % 5,3 % −7,1 points 12,3 %" in town
    assert "2024 – – – 20,0 % – 27,1 % –" in town
    assert "Rue du Temple" in town
    assert "1 000 passants par jour compté en août 2026 (12 jours comptés)" in town
    assert "son tracé n’est pas publié" not in town
