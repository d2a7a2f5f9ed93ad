"""What a vintage may be, and that nothing else ever reaches a path, a partition or a build."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion import days, errors, walk
from ingestion.errors import VintageRefused
from ingestion.landing import Landing
from ingestion.registry import find, sources
from ingestion.tables import partition_name
from ingestion.vintage import Form, Vintage, admit, forms_of
from ingestion.web import published_on
from tests.ingestion.conftest import ACV_URL, acv, keeps, parquet, periods

TODAY = date(2026, 11, 25)
PERIODS_URL = find("sirene", "historique")[1].files[0].url
NONE = (
    "",
    "../../../x",
    "2024.1",
    "2024-1",
    "20250230",
    "2025-02-30",
    "2025-13",
    "2025-00",
    "2025-T5",
    "1970-01-01",
    "1970",
    "٢٠٢٥",
    "2025-01-01\n",
    "2025-01-01 ",
    "2025-01-01T00:00",
    "x" * 65,
    "2" * 300,
)


@pytest.mark.parametrize("text", NONE)
def test_a_vintage_that_is_none_cannot_be_made(text):
    forms = (Form.YEAR, Form.MONTH, Form.DAY, Form.QUARTER)
    with pytest.raises(VintageRefused) as refused:
        Vintage(text, forms)
    assert len(str(refused.value)) < 400
    assert Vintage.if_one(text) is None or text == "2025-13", "a year of a departement"


@given(st.text(max_size=30))
def test_whatever_becomes_a_vintage_is_short_and_of_safe_characters(text):
    made = Vintage.if_one(text)
    assert made is None or (len(made) <= 10 and set(made) <= set("0123456789-TAB"))


def test_no_two_vintages_share_a_partition():
    texts = ["2024", "2024-01", "2024-01-01", "2024-T1", "2024-2A", "2024-971", "2024-89"]
    assert len({partition_name("t", text) for text in texts}) == len(texts)
    for text in ("2024.1", "2024-1"):
        with pytest.raises(VintageRefused):
            partition_name("t", text)


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_every_declared_vintage_is_one(source):
    for resource in source.resources:
        for file in (*resource.declared_files(TODAY), *resource.fallbacks):
            if file.vintage:
                assert admit(resource, file.vintage, TODAY) == file.vintage
        assert Form.YEAR_DEPARTEMENT not in forms_of(resource) or resource.raw_table == "dvf_ligne"


@pytest.mark.parametrize(
    "source, resource, text, is_one",
    [
        ("insee_cog", "commune", "2027", True),
        ("insee_cog", "commune", "2028", False),
        ("insee_cog", "commune", "2026-01", False),
        ("sirene", "historique", "2026-11", True),
        ("sirene", "historique", "2026-12", False),
        ("sirene", "historique", "2099-01", False),
        ("sirene", "historique", "2026-11-01", False),
        ("programmes", "acv", "2026-11-26", True),
        ("programmes", "acv", "2026-11-27", False),
        ("programmes", "acv", "2026", False),
        ("dvf", "ligne", "2024-13", True),
        ("dvf", "ligne", "2024-2a", False),
        ("insee_chomage", "zone", "2026-T4", True),
        ("insee_chomage", "zone", "2027-T1", False),
    ],
)
def test_a_resource_has_vintages_of_its_own_form_and_none_to_come(source, resource, text, is_one):
    declared = find(source, resource)[1]
    if is_one:
        assert admit(declared, text, TODAY) == text
    else:
        with pytest.raises(VintageRefused):
            admit(declared, text, TODAY)


def test_the_simulated_publishers_day_is_never_to_come():
    assert admit(find("sirene", "historique")[1], "2026-09", date(2020, 1, 1)) == "2026-09"


CLOCKS = [
    ("Wed, 30 Sep 2026 22:30:00 GMT", date(2026, 10, 1)),
    ("Wed, 30 Sep 2026 21:30:00 GMT", date(2026, 9, 30)),
    ("Wed, 31 Dec 2025 23:30:00 GMT", date(2026, 1, 1)),
    ("Thu, 01 Oct 2026 08:00:00 +1200", date(2026, 9, 30)),
    ("Wed, 30 Sep 2026 19:30:00 -0500", date(2026, 10, 1)),
    ("Thu, 01 Jan 1970 00:00:00 GMT", None),
    ("Tue, 01 Jan 1980 00:00:00 GMT", None),
    ("yesterday", None),
    ("", None),
]


@pytest.mark.parametrize("header, day", CLOCKS)
def test_a_last_modified_is_of_its_day_in_paris(header, day):
    assert published_on({"Last-Modified": header}) == day
    assert published_on({}) is None


@pytest.mark.parametrize(
    "text, day",
    [
        ("2026-09-30T22:30:00Z", date(2026, 10, 1)),
        ("2026-09-30T22:30:00+00:00", date(2026, 10, 1)),
        ("2026-09-30T22:30:00+02:00", date(2026, 9, 30)),
        ("2026-03-28T23:30:00.123Z", date(2026, 3, 29)),
        ("2026-09-30T23:30:00", date(2026, 9, 30)),
        ("2026-09-30", date(2026, 9, 30)),
    ],
)
def test_a_told_moment_is_of_its_day_in_paris(text, day):
    assert days.day_told(text) == day


def test_today_is_paris_today(monkeypatch):
    class Late(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2025, 12, 31, 23, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(days, "datetime", Late)
    assert days.paris_today() == date(2026, 1, 1)


@pytest.mark.parametrize(
    "modified, said",
    [("2099-01-01", "begins in the future"), ("1970-01-01", "nor a Last-Modified header tells")],
)
def test_a_clock_that_is_wrong_loads_nothing(mirror, modified, said):
    mirror.put(PERIODS_URL, parquet(periods()))
    mirror.dated(historique=modified)
    (missed,) = walk.fetch("sirene", "historique", mirror.settings)
    assert said in missed["error"]
    with pytest.raises(errors.VintageUnknown, match=r"Last-Modified|future"):
        walk.load(missed, mirror.settings, keeps)
    assert mirror.last().outcome == "failed"
    mirror.dated(historique="2026-10-01")
    assert mirror.walk("sirene", "historique")[0]["vintage"] == "2026-09"


def test_a_day_that_never_was_keeps_no_other_from_being_loaded(mirror):
    good = find("programmes", "acv")[1].files[1].url
    bad = ACV_URL.replace("2025-20250704", "2025-20250230").replace("20250924", "20250925")
    mirror.put(good, acv())
    mirror.put(bad, acv(210))
    landed = walk.fetch("programmes", "acv", mirror.settings)
    assert [one["vintage"] for one in landed if "error" not in one] == ["2024-02-05"]
    (refused,) = [one for one in landed if "error" in one]
    assert ("2025-02-30" in refused["error"], bad in refused["error"]) == (True, True)
    assert "no day of the calendar" in refused["error"]


@pytest.mark.parametrize("told", ["../../../x", "2024.1", "2024-1", "x" * 65, "9" * 300, "nul\x01"])
def test_a_manifests_vintage_that_is_none_reaches_no_path(mirror, tmp_path, told):
    urls = [f"https://www.insee.fr/fr/statistiques/fichier/{number}/ensemble.zip" for number in (1, 2)]
    for url in urls:
        mirror.put(url, b"PK")
    (mirror.folder / "manifest.csv").write_text(f'url,vintage\n{urls[0]},"{told}"\n')
    landed = walk.fetch("insee_population", "reference", mirror.settings)
    assert len(landed) == 1 and "vintage" in landed[0]["error"] and landed[0]["vintage"] is None
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert all(path.is_relative_to(mirror.folder) for path in kept)
    with pytest.raises(errors.VintageRefused):
        walk.load(landed[0], mirror.settings, keeps)


def test_an_override_must_name_a_vintage_of_the_resource(mirror):
    mirror.put("https://example.org/acv.csv", acv())
    urls = {"PUBLISHER_URL__PROGRAMMES__ACV__2026": "https://example.org/acv.csv"}
    (missed,) = walk.fetch("programmes", "acv", replace(mirror.settings, publisher_urls=urls))
    assert "not written as it should be (2026-09-30)" in missed["error"]


@pytest.mark.parametrize("key", ["a/../../x", "../x", "/etc/x", "a//b", "a/./b"])
def test_nothing_lands_outside(tmp_path: Path, key):
    with pytest.raises(errors.IngestionError, match="outside"):
        Landing(str(tmp_path), tmp_path / "transfers").has(key)
