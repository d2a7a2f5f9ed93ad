"""What somebody asks of a run: one vintage, or what stands loaded again."""

from pathlib import Path

from ingestion import walk
from ingestion.declaration import Csv, File
from ingestion.lander import Wanted
from tests.ingestion.conftest import ACV_URL, acv, keeps

TABLE = "anct_acv_commune"


def asked(mirror, **wanted) -> list[dict]:
    return walk.fetch("programmes", "acv", mirror.settings, None, Wanted(**wanted))


def test_what_stands_is_loaded_again_from_the_landing_area(mirror):
    mirror.put(ACV_URL, acv(200))
    assert len(mirror.walk("programmes", "acv")) == 1
    assert asked(mirror) == []
    (landed,) = asked(mirror, again=True)
    before = mirror.db.execute(f"select distinct load_id from raw.{TABLE}").fetchall()
    walk.load(landed, mirror.settings, keeps)
    assert mirror.count(TABLE) == 200
    assert mirror.db.execute(f"select distinct load_id from raw.{TABLE}").fetchall() != before
    assert asked(mirror) == [], "it stands again"


def test_what_stands_is_fetched_anew_where_the_landing_area_lost_it(mirror):
    mirror.put(ACV_URL, acv(200))
    (first,) = mirror.walk("programmes", "acv")
    for file in Path(mirror.settings.landing_url).rglob("*.csv"):
        file.unlink()
    (landed,) = asked(mirror, again=True)
    walk.load(landed, mirror.settings, keeps)
    assert (mirror.count(TABLE), landed["sha256"]) == (200, first["sha256"])


def test_one_vintage_is_asked_for_where_addresses_tell_them():
    told = [File("https://example.org/2025", Csv(), "2025"), File("https://example.org/any", Csv())]
    assert [Wanted("2025").takes(file) for file in told] == [True, True]
    assert [Wanted("2024").takes(file) for file in told] == [False, True]
    assert [Wanted().takes(file) for file in told] == [True, True]
