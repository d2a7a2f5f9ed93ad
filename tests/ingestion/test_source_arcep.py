"""ARCEP: columns by name, two encodings, a renamed column, a quarter told by the file, by its folder in any case."""

import pytest

from expectations.runner import promise
from ingestion import errors, walk
from ingestion.days import paris_today
from ingestion.declaration import Inside
from ingestion.landed import Missed, as_json, of_json
from ingestion.registry import find

BASE = "https://data.arcep.fr/fixe/maconnexioninternet/statistiques"
NAME = "commune/commune_techno.csv"
HEADER = "code_insee;nom_com;code_dep;code_reg;nbr;type;date;elig_ftth;elig_coax;elig_cu;elig_thdr;elig_4gf;elig_hdr;elig_sat"
ROWS = (
    "49007;Angers;49;52;109137;all;{0};106184;60000;0;0;9000;0;109137",
    "97701;Saint-Barthlemy;977;01;6000;all;{0};0;0;6000;0;10;0;6000",
)


def body(day: str, header: str = HEADER, encoding: str = "utf-8", eol: str = "\r\n") -> bytes:
    return (eol.join([header, *(row.format(day) for row in ROWS)]) + eol).encode(encoding)


def test_the_newest_quarter_is_told_by_the_file(mirror):
    mirror.put(f"{BASE}/last/{NAME}", body("2026-06-30"))
    (published,) = mirror.walk("arcep", "commune_techno")
    assert (published["vintage"], published["rows"], published["rejected"]) == ("2026-T2", 2, 0)
    assert mirror.last().unknown_columns == []
    query = "select code_insee, nbr, elig_ftth, elig_4gf, date_trimestre::text from raw.arcep_commune_techno order by 1"
    assert mirror.db.execute(query).fetchall() == [
        ("49007", 109_137, 106_184, 9_000, "2026-06-30"),
        ("97701", 6_000, 0, 10, "2026-06-30"),
    ]


@pytest.mark.parametrize("told", ["", "trimestre 2", "2026-13-01"])
def test_a_newest_file_without_a_date_is_of_no_quarter(mirror, told):
    mirror.put(f"{BASE}/last/{NAME}", body(told))
    with pytest.raises(errors.VintageUnknown, match=r"a date expected in column date, .* found"):
        mirror.walk("arcep", "commune_techno")


def test_a_newest_file_without_its_date_column_is_refused(mirror):
    mirror.put(f"{BASE}/last/{NAME}", body("2026-06-30", HEADER.replace(";date;", ";jour;")))
    with pytest.raises(errors.HeaderMismatch, match="one column date expected"):
        mirror.walk("arcep", "commune_techno")


@pytest.mark.parametrize("folder", ["2020_T4", "2020_t4"])
def test_a_quarter_of_before_in_windows_1252_with_the_old_name(mirror, folder):
    text = body("2020-12-31", HEADER.replace("4gf", "4fg"), "cp1252").replace(b"Barthlemy", b"Barth\xe9lemy")
    mirror.put(f"{BASE}/{folder}/{NAME}", text)
    (published,) = mirror.walk("arcep", "commune_techno")
    assert (published["vintage"], published["rows"]) == ("2020-T4", 2)
    assert mirror.last().unknown_columns == []
    found = mirror.db.execute("select sum(elig_4gf) from raw.arcep_commune_techno").fetchone()
    assert found == (9_010,)


def test_a_quarter_is_asked_for_in_lower_case_where_it_is_not_there_in_capitals(mirror):
    year = paris_today().year
    url = f"{BASE}/{year}_t4/{NAME}"
    mirror.put(url, body(f"{year}-12-31"))
    (resource,) = find("arcep", "commune_techno")[0].resources
    file = resource.declared_files(paris_today())[1]
    assert (file.url, file.spellings) == (url.replace("_t4", "_T4"), (url,))
    (published,) = mirror.walk("arcep", "commune_techno")
    assert (published["vintage"], mirror.last().url) == (f"{year}-T4", file.url)
    assert mirror.walk("arcep", "commune_techno") == []


def test_columns_in_another_order_and_one_nobody_knows(mirror):
    header, *rows = (line.split(";") for line in body("2026-06-30").decode().split())
    moved = [[*reversed(header), "new"], *([*reversed(row), "1"] for row in rows)]
    mirror.put(f"{BASE}/last/{NAME}", "".join(f"{';'.join(row)}\n" for row in moved).encode())
    mirror.walk("arcep", "commune_techno")
    assert mirror.last().unknown_columns == ["new"]
    found = mirror.db.execute("select sum(nbr), sum(elig_ftth) from raw.arcep_commune_techno").fetchone()
    assert found == (115_137, 106_184)


@pytest.mark.parametrize("lost", ["code_insee", "nbr", "elig_ftth"])
def test_a_file_without_what_the_rate_is_made_of_is_refused(mirror, lost):
    mirror.put(f"{BASE}/last/{NAME}", body("2026-06-30", HEADER.replace(lost, f"{lost}_2")))
    with pytest.raises(errors.HeaderMismatch, match=lost):
        mirror.walk("arcep", "commune_techno")


def test_a_file_of_another_quarter_than_its_folder_says_is_not_published(mirror):
    mirror.put(f"{BASE}/2025_T4/{NAME}", body("2025-09-30"))
    (described,) = walk.fetch("arcep", "commune_techno", mirror.settings)
    with pytest.raises(errors.PromiseBroken, match="last day of its quarter, 2025-12-31"):
        walk.load(described, mirror.settings, promise)


def test_what_tells_the_date_goes_with_the_file_through_airflow():
    file = find("arcep", "commune_techno")[1].files[0]
    assert file.inside == Inside("date")
    missed = Missed("arcep", "commune_techno", 1, file, "x")
    assert of_json(as_json(missed)) == missed
