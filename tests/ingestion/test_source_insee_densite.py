"""Density grid: a workbook whose header moves."""

import io

import openpyxl
import pytest

from ingestion import errors
from ingestion.registry import find
from tests.ingestion.conftest import Mirror

DENSITY = find("insee_densite", "communes")[1]
URLS = {file.vintage: file.url for file in DENSITY.files}


def grid(first_row: int, sheet: str = "Maille communale", pmun: str = "PMUN22") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Documentation"
    page = book.create_sheet(sheet)
    page.cell(1, 1, "Grille de densité 2025")
    names = f"CODGEO,LIBGEO,DENS,LIBDENS,{pmun},P1,P2,P3,DENS_AAV,LIBDENS_AAV,DENS7,LIBDENS7"
    for place, name in enumerate(names.split(","), 1):
        page.cell(first_row, place, name)
    row = ["01001", "L'Abergement-Clémenciat", 3, "Rural", 806, 0, 0, 100, 32, "Rural", 6, "Dispersé"]
    for place, cell in enumerate(row, 1):
        page.cell(first_row + 1, place, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("first_row", "year"), [(5, "2025"), (9, "2026")])
def test_density_wherever_the_header_is(mirror: Mirror, first_row: int, year: str):
    mirror.put(URLS[year], grid(first_row, pmun=f"PMUN{int(year) - 2003}"))
    mirror.walk("insee_densite", "communes")
    row = mirror.db.execute("select codgeo, dens, dens7, vintage from raw.insee_densite_commune").fetchone()
    assert row == ("01001", "3", "6", year)
    assert mirror.last().unknown_columns == []


def test_density_without_its_sheet(mirror: Mirror):
    mirror.put(DENSITY.files[0].url, grid(5, "Maille supra-communale"))
    with pytest.raises(errors.NotTheFile, match="no sheet like"):
        mirror.walk("insee_densite", "communes")
