"""Unemployment by employment zone: the workbook's layout, and a zone for every commune."""

from __future__ import annotations

import io
import zipfile

import openpyxl

from sample.publishers import insee_chomage


def test_unemployment_workbook_has_the_publisher_s_layout(path) -> None:
    book = openpyxl.load_workbook(path(insee_chomage.UNEMPLOYMENT), read_only=True)
    assert book.sheetnames == ["Documentation", "txcho_ze", "txcho_parties reg"]
    rows = list(book["txcho_ze"].iter_rows(values_only=True))
    assert rows[4][:5] == (
        "Code de la zone d'emploi 2020", "Libellé de la zone d'emploi 2020", "Code région 2016",
        "Libellé région 2016", "1er trimestre 2003",
    )  # fmt: skip
    assert rows[5][:5] == ("ZE2020", "LIBZE2020", "REG", "LIBREG", "2003-T1")
    assert rows[5][-1] == "2026-T1"
    shared = next(r for r in rows[6:] if r[0].startswith("00"))
    assert shared[2:4] == ("00", "INTERRÉGIONAL ")
    assert all(3 <= r[-1] <= 30 for r in rows[6:])
    parts = list(book["txcho_parties reg"].iter_rows(values_only=True))
    assert parts[7][:3] == ("ZER2020", "LIBZER2020", "2003-T1")


def test_every_commune_has_a_zone_of_the_workbook(path) -> None:
    content = zipfile.ZipFile(path(insee_chomage.MEMBERSHIP)).read(
        "table-appartenance-geo-communes-2025.xlsx"
    )
    rows = list(
        openpyxl.load_workbook(io.BytesIO(content), read_only=True)["COM"].iter_rows(values_only=True)
    )
    assert rows[5][:5] == ("CODGEO", "LIBGEO", "DEP", "REG", "EPCI")
    assert rows[5][8] == "ZE2020"
    book = openpyxl.load_workbook(path(insee_chomage.UNEMPLOYMENT), read_only=True)["txcho_ze"]
    zones = {r[0] for r in list(book.iter_rows(values_only=True))[6:]}
    assert {r[8] for r in rows[6:]} == zones
