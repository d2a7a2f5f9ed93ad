"""Urssaf: a pair of columns a year becomes a row a year."""

import json

import pytest

from ingestion import errors
from ingestion.contract import meet
from ingestion.registry import find

RESOURCE = find("urssaf", "commune_ape")[1]
FILE = RESOURCE.files[0]
PLACES = (
    "region;ancienne_region;departement;zone_d_emploi;epci;commune;intitule_commune;grand_secteur_d_activite;"
    "secteur_na17;secteur_na38;secteur_na88;ape;code_region;code_ancienne_region;code_departement;"
    "code_zone_d_emploi;code_epci;code_commune;code_ape"
)


def header(*years: int) -> str:
    return PLACES + "".join(f";nombre_d_etablissements_{y};effectifs_salaries_{y}" for y in years)


def line(commune: str, ape: str, *values: object) -> str:
    return ";".join(["x"] * 17 + [commune, ape, *map(str, values)])


def put(mirror, *lines: str) -> None:
    mirror.put(FILE.url, "\n".join(["\ufeff" + lines[0], *lines[1:], ""]).encode())
    (mirror.folder / "manifest.csv").write_text(f"url,last_modified\n{FILE.url},2026-06-24\n")


def rows(mirror) -> list[tuple]:
    return mirror.db.execute(
        "select code_commune, code_ape, annee, nombre_etablissements, effectifs_salaries "
        "from raw.urssaf_commune_ape order by 1, 2, 3"
    ).fetchall()


def test_the_published_header_is_known_to_the_last_column():
    contract = meet(RESOURCE, header(*range(2006, 2026)).split(";"), "file")
    assert contract.unknown == ()
    assert len([one for one in contract.found if one.column.is_wide]) == 40


def test_the_header_kept_with_the_specifications_is_this_one(shared):
    kept = shared / "sources/headers/urssaf_commune_x_ape.technical_names.header.csv"
    assert kept.read_text("utf-8-sig").strip() == header(*range(2006, 2026))


def test_years_become_rows_and_blank_is_no_zero(mirror):
    put(
        mirror,
        header(2023, 2024),
        line("94065", "6203Z", 2, 173, 2, 176),
        line("1024", "4711F", "", "", 1, ""),
        line("69381", "9602A", "", "", "", ""),
    )
    (published,) = mirror.walk("urssaf", "commune_ape")
    assert published["vintage"] == "2026-06-24"
    assert rows(mirror) == [
        ("01024", "4711F", 2024, 1, None),
        ("94065", "6203Z", 2023, 2, 173),
        ("94065", "6203Z", 2024, 2, 176),
    ]
    assert mirror.last().rows_read == 3


def test_a_year_may_lose_one_of_its_columns(mirror):
    put(
        mirror,
        header(2023, 2024).replace(";effectifs_salaries_2023", ""),
        line("94065", "6203Z", 2, 3, 176),
    )
    mirror.walk("urssaf", "commune_ape")
    assert rows(mirror) == [("94065", "6203Z", 2023, 2, None), ("94065", "6203Z", 2024, 3, 176)]


def test_a_file_without_any_year_is_refused(mirror):
    put(mirror, PLACES, line("94065", "6203Z"))
    with pytest.raises(errors.HeaderMismatch, match="nombre_d_etablissements"):
        mirror.walk("urssaf", "commune_ape")


def test_a_mark_in_place_of_numbers_is_told(mirror):
    put(mirror, header(2024), line("94065", "6203Z", "s", "s"))
    with pytest.raises(errors.TooManyRejects, match="a whole number expected; first: row 1 's'"):
        mirror.walk("urssaf", "commune_ape")


def test_an_export_silently_cut_is_refused(mirror):
    put(mirror, header(2024), line("94065", "6203Z", 2, 176))
    mirror.put(FILE.count.url, json.dumps({"total_count": 2, "results": []}).encode())
    with pytest.raises(errors.Incomplete, match="1 rows read, the publisher says 2"):
        mirror.walk("urssaf", "commune_ape")
