"""Tourist capacity: two addresses, one layout; a file without its cuts is refused."""

import pytest

from ingestion import errors
from ingestion.declaration import File
from ingestion.locate import locate
from ingestion.registry import find
from ingestion.web import session
from tests.ingestion.melodi_files import address, melodi_zip

HEADER = "GEO;GEO_OBJECT;ACTIVITY;UNIT_LOC_RANKING;L_STAY;TOUR_MEASURE;FREQ;OBS_STATUS;TIME_PERIOD;OBS_VALUE"
ROWS = (
    "89024;COM;I551;_T;_T;PLACE;A;A;{0};512",
    "89024;COM;I553;_T;_T;PLACE;A;A;{0};0",
    "2026-COM-2A004;COM;I553;_T;_T;PLACE;A;W;{0};",
)


@pytest.mark.parametrize("year", ["2025", "2026"])
def test_rooms_and_pitches_are_read(mirror, year):
    rows = [row.format(year) for row in ROWS]
    mirror.put(
        address("insee_tourisme", "capacite", year), melodi_zip("DS_TOUR_CAP", HEADER, *rows, year=year)
    )
    (published,) = mirror.walk("insee_tourisme", "capacite")
    assert (published["vintage"], published["rows"], published["rejected"]) == (year, 3, 0)
    assert mirror.last().unknown_columns == []
    query = "select geo, activity, obs_value from raw.insee_tourisme_capacite order by geo, activity"
    assert mirror.db.execute(query).fetchall() == [
        ("2026-COM-2A004", "I553", None),
        ("89024", "I551", "512"),
        ("89024", "I553", "0"),
    ]


@pytest.mark.parametrize("lost", ["ACTIVITY", "UNIT_LOC_RANKING", "L_STAY", "TOUR_MEASURE"])
def test_a_file_without_what_tells_rooms_from_beds_is_refused(mirror, lost):
    body = melodi_zip("DS_TOUR_CAP", HEADER.replace(lost, "OTHER"), ROWS[0].format("2026"), year="2026")
    mirror.put(address("insee_tourisme", "capacite", "2026"), body)
    with pytest.raises(errors.HeaderMismatch, match=lost):
        mirror.walk("insee_tourisme", "capacite")


@pytest.mark.parametrize(
    ("url", "vintage"),
    [
        ("https://api.insee.fr/melodi/file/DS_TOUR_CAP/DS_TOUR_CAP_2031_CSV_FR", "2031"),
        ("https://www.insee.fr/fr/statistiques/fichier/2021703/DS_TOUR_CAP_CSV_2024_geo24.zip", "2024"),
    ],
)
def test_other_vintages_are_found_in_a_mirror(tmp_path, url, vintage):
    source, resource = find("insee_tourisme", "capacite")
    path = tmp_path / url.removeprefix("https://")
    path.parent.mkdir(parents=True)
    path.write_text("x")
    located = {file.vintage: file for file in locate(source, resource, session(str(tmp_path)), {})}
    assert located[vintage] == File(url, located[vintage].format, vintage)
