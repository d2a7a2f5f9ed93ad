"""Cerema, EmpCom: a file that users give, in a mirror or a folder; the publisher is never asked."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingestion import errors
from ingestion.given import mirror_for
from ingestion.mirror import ABSENT, Filler
from ingestion.registry import find
from sample.geopackage import polygon, rectangle, write
from tests.ingestion.conftest import Mirror

SOURCE, ZONE = find("cerema_empcom", "zone")
URL = ZONE.files[0].url
LOCAL = {"idcom": "TEXT", "activite": "TEXT", "Surf_ha": "REAL"}
NATIONAL = {"id_dep": "TEXT", "idcom": "TEXT", "activite": "TEXT", "surf_ha": "REAL"}
CONTOUR = polygon(rectangle(780_000, 6_800_000, 780_100, 6_800_100))
ROWS = "select fid, id_dep, idcom, activite, surf_ha from raw.cerema_empcom_zone order by fid"


def put(
    mirror: Mirror, columns: dict[str, str], *rows: tuple, folder: Path | None = None, epsg: int = 2154
) -> Path:
    path = (folder or mirror.folder) / URL.removeprefix("https://")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    write(path, "ZAE", columns, rows, epsg)
    return path


def test_the_national_file_and_its_straddling_zones(mirror: Mirror):
    put(
        mirror,
        NATIONAL,
        ("10_1", "10387, 1004", "commerce", 12.5, CONTOUR),
        ("10_1", "10387", "artisanat", None, CONTOUR),
    )
    (published,) = mirror.walk("cerema_empcom", "zone")
    assert (published["vintage"], published["rows"], published["rejected"]) == ("2021", 2, 0)
    assert mirror.db.execute(ROWS).fetchall() == [
        (1, "10_1", "10387,01004", "commerce", 12.5),
        (2, "10_1", "10387", "artisanat", None),
    ]
    assert mirror.last().unknown_columns == []


def test_the_page_s_own_headers_are_read_too(mirror: Mirror):
    put(mirror, LOCAL, ("10387", "Commerce", 12.5, CONTOUR))
    mirror.walk("cerema_empcom", "zone")
    assert mirror.db.execute(ROWS).fetchall() == [(1, None, "10387", "Commerce", 12.5)]


def test_a_file_without_its_activities_is_refused(mirror: Mirror):
    put(mirror, {"idcom": "TEXT"}, ("10387", CONTOUR))
    with pytest.raises(errors.HeaderMismatch, match="activite"):
        mirror.walk("cerema_empcom", "zone")


def test_another_projection_fails_alone_and_what_stood_stays(mirror: Mirror):
    put(mirror, LOCAL, ("10387", "Commerce", 12.5, CONTOUR))
    mirror.walk("cerema_empcom", "zone")
    put(mirror, LOCAL, ("10387", "Commerce", 12.5, CONTOUR), epsg=4326)
    with pytest.raises(errors.Unreadable, match="EPSG:4326 found, EPSG:2154 expected"):
        mirror.walk("cerema_empcom", "zone")
    assert mirror.count("cerema_empcom_zone") == 1


def test_what_is_not_given_is_no_failure_and_says_what_to_do(mirror: Mirror):
    assert mirror.walk("cerema_empcom", "zone") == []
    (told,) = mirror.db.execute("select outcome, message from ops.load").fetchall()
    assert told[0] == "unavailable"
    assert "not given" in told[1]
    assert "GIVEN" in told[1]
    assert URL.removeprefix("https://") in told[1]


def test_the_folder_of_given_files_comes_before_the_mirror_and_is_no_simulation(
    mirror: Mirror, tmp_path: Path
):
    folder = tmp_path / "given"
    put(mirror, LOCAL, ("10387", "Commerce", 1, CONTOUR))
    put(mirror, LOCAL, ("21231", "Commerce", 2, CONTOUR), folder=folder)
    (mirror.folder / "manifest.csv").write_text(f"url,last_modified,is_simulated\n{URL},2024-01-15,true\n")
    mirror.walk("cerema_empcom", "zone")
    assert mirror.last().is_simulated
    mirror.settings = replace(mirror.settings, given=folder)
    mirror.walk("cerema_empcom", "zone")
    assert mirror.db.execute("select idcom from raw.cerema_empcom_zone").fetchall() == [("21231",)]
    assert not mirror.last().is_simulated


def test_the_publisher_is_asked_only_at_an_address_that_the_user_told(mirror: Mirror, tmp_path: Path):
    live = replace(mirror.settings, mirror=None, given=tmp_path / "none")
    assert mirror_for(SOURCE, ZONE, live) == str(tmp_path / "none")
    told = replace(
        live, publisher_urls={"PUBLISHER_URL__CEREMA_EMPCOM__ZONE__2021": "https://example.org/a.gpkg"}
    )
    assert mirror_for(SOURCE, ZONE, told) is None
    assert mirror_for(*find("programmes", "acv"), live) is None


def test_a_mirror_filled_from_the_publishers_goes_without_it(tmp_path: Path):
    (state,) = Filler(tmp_path, None, {}).fill([SOURCE])
    assert (state.url, state.state) == (URL, ABSENT)
    assert "GIVEN" in state.message
