"""What publishers tell beside their files: how many rows, of which day; and files that come once a year."""

import json
from dataclasses import replace
from datetime import date

import pytest

from ingestion import documents, errors, registry, walk
from ingestion.declaration import Csv, File, Series, Told
from ingestion.web import session
from tests.ingestion.conftest import ACV_URL, acv

COUNT = Told("https://api.example.org/records?limit=0", ("total_count",))
DATED = Told("https://api.example.org/about", ("metas", "default", "modified"))


@pytest.fixture
def declare(monkeypatch):
    """`declare(**changes)`: the ACV list with its first file changed, or with other places."""
    source, resource = registry.find("programmes", "acv")

    def change(**changes) -> None:
        changed = replace(resource, **{"files": (), "places": (), **changes})
        monkeypatch.setattr(walk, "find", lambda *_names: (source, changed))

    return change


def told(mirror, what: Told, value) -> None:
    for key in reversed(what.path):
        value = {key: value}
    mirror.put(what.url, json.dumps(value).encode())


def test_a_file_silently_cut_is_refused_by_the_count(mirror, declare):
    declare(files=(File(ACV_URL, Csv(), "2025-07-04", count=COUNT),))
    mirror.put(ACV_URL, acv(150))
    told(mirror, COUNT, 200)
    with pytest.raises(errors.Incomplete, match="150 rows read, the publisher says 200"):
        mirror.walk("programmes", "acv")
    mirror.put(ACV_URL, acv(200))
    assert mirror.walk("programmes", "acv")[0]["rows"] == 200


def test_a_mirror_without_the_count_is_read_all_the_same(mirror, declare):
    declare(files=(File(ACV_URL, Csv(), "2025-07-04", count=COUNT),))
    mirror.put(ACV_URL, acv())
    assert mirror.walk("programmes", "acv")[0]["rows"] == 200


@pytest.mark.parametrize("text", ["2026-06-20", "2026-06-20T08:09:10.123+00:00"])
def test_a_document_dates_what_no_header_does(mirror, declare, text):
    declare(files=(File(ACV_URL, Csv(), dated=DATED),))
    mirror.put(ACV_URL, acv())
    told(mirror, DATED, text)
    assert mirror.walk("programmes", "acv")[0]["vintage"] == "2026-06-20"


def test_nothing_that_dates_a_file_is_told(mirror, declare):
    declare(files=(File(ACV_URL, Csv(), dated=DATED),))
    mirror.put(ACV_URL, acv())
    mirror.put(DATED.url, b"[1]")
    (landed,) = walk.fetch("programmes", "acv", mirror.settings)
    assert "nor a Last-Modified header tells its vintage" in landed["error"]


def year(number: int) -> File:
    return File(ACV_URL.replace("2025-", f"{number}-"), Csv(), str(number))


def test_a_series_has_a_file_a_year_and_its_last_ones_are_open():
    files = Series(2023, year).files(date(2026, 1, 1))
    assert [(file.vintage, file.is_final) for file in files] == [
        ("2026", False),
        ("2025", False),
        ("2024", True),
        ("2023", True),
    ]


def test_closed_years_are_asked_for_once(mirror, declare):
    today = date.today().year
    declare(series=Series(today - 3, lambda number: File(f"{ACV_URL}/{number}.csv", Csv(), str(number))))
    for number in (today - 3, today - 1):
        mirror.put(f"{ACV_URL}/{number}.csv", acv(200 + number % 10))
    assert len(mirror.walk("programmes", "acv")) == 2
    absent = mirror.db.execute("select vintage from ops.load where outcome = 'unavailable'").fetchall()
    assert absent == [(str(today),)]  # of years a folder lacks, only the newest is worth a line
    mirror.db.execute("delete from ops.load where outcome = 'unavailable'")
    mirror.walk("programmes", "acv")
    again = mirror.db.execute(
        "select vintage from ops.load where outcome <> 'published' order by vintage"
    ).fetchall()
    assert again == [(str(today - 1),), (str(today),)]


def test_the_publisher_himself_must_count(declare, monkeypatch):
    def absent(*_args):
        raise errors.Unavailable("not there")

    monkeypatch.setattr(documents, "json_of", absent)
    with pytest.raises(errors.Unavailable):
        documents.publisher_rows(session(None), File(ACV_URL, Csv(), count=COUNT))


def test_another_address_is_asked_for_and_not_counted(mirror, declare):
    declare(series=Series(2020, lambda number: File(f"{ACV_URL}/{number}.csv", Csv(), str(number), COUNT)))
    told(mirror, COUNT, 1)
    mirror.put(f"{ACV_URL}/2020.csv", acv(1))
    mirror.walk("programmes", "acv")
    mirror.put("https://example.org/corrected.csv", acv(200))
    urls = {"PUBLISHER_URL__PROGRAMMES__ACV__2020": "https://example.org/corrected.csv"}
    mirror.settings = replace(mirror.settings, publisher_urls=urls)
    assert [one["rows"] for one in mirror.walk("programmes", "acv")] == [200]
