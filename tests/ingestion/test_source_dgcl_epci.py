"""Composition of the EPCI: a workbook whose two population columns are renamed every year."""

import pytest

from ingestion import errors
from ingestion.registry import find
from tests.ingestion import excerpts
from tests.ingestion.real_files import assert_every_row, load
from tests.ingestion.workbooks import workbook

COMPOSITION = find("dgcl_epci", "composition")[1]
HEADER = ["dept", "siren", "raison_sociale", "nature_juridique", "mode_financ", "nb_membres", "total_pop_tot",
          "total_pop_mun", "dep_com", "insee", "siren_membre", "nom_membre"]  # fmt: skip
MEMBER = ["89", 200067114, "CA de l'Auxerrois", "CA", "FPU", 29, 70_000, 68_000, "89", "89024", 218900249, "Auxerre",
          36_410, 35_236]  # fmt: skip
REAL_ROWS = {
    "composition": {"2025": 34_871},
}


@pytest.mark.parametrize("year", ["2025", "2026"])
def test_members_are_read_under_the_year_s_own_header(mirror, year):
    url = next(file.url for file in COMPOSITION.files if file.vintage == year)
    mirror.put(url, workbook(**{f"epcicom{year}": [[*HEADER, f"ptot_{year}", f"pmun_{year}"], MEMBER]}))
    mirror.walk("dgcl_epci", "composition")
    query = "select vintage, dept, siren, insee, siren_membre, ptot, pmun from raw.dgcl_epci_composition"
    assert mirror.db.execute(query).fetchall() == [
        (year, "89", "200067114", "89024", "218900249", 36_410, 35_236)
    ]
    assert mirror.last().unknown_columns == []


def test_a_workbook_without_populations_is_refused(mirror):
    mirror.put(COMPOSITION.files[0].url, workbook(epcicom2026=[HEADER, MEMBER[:12]]))
    with pytest.raises(errors.IngestionError, match="ptot"):
        mirror.walk("dgcl_epci", "composition")


@pytest.mark.shared
@pytest.mark.parametrize("resource", REAL_ROWS)
def test_every_row_of_a_real_file_is_loaded(resource, shared, warehouse_settings, db):
    loaded = load("dgcl_epci", resource, warehouse_settings, shared)
    assert_every_row(loaded, REAL_ROWS[resource], db)


@pytest.mark.shared
def test_real_members_of_2026(mirror, shared):
    # The publisher's is a workbook, and its codes are text.
    body = excerpts.excerpt(shared, "epcicom2026_pays_de_la_loire.csv").read_bytes()
    rows = excerpts.cells(body)
    book = workbook(epcicom2026=[list(rows[0]), *(list(row.values()) for row in rows)])
    url = COMPOSITION.files[0].url
    assert excerpts.load(mirror, "dgcl_epci", "composition", url, book)["rows"] == len(rows) == 1_219
    names = {c.name: c.header.replace("re:", "").replace(r"\d{4}", "2026") for c in COMPOSITION.columns}
    excerpts.assert_cells(mirror, "dgcl_epci_composition", names, rows)
