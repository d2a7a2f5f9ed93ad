"""Density grid: header on row 5, a row a commune."""

from __future__ import annotations

import io

import openpyxl

from sample.publishers import insee_densite


def test_density_grid(content) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content(insee_densite.URL)), read_only=True)
    sheet = list(book["Maille communale"].iter_rows(values_only=True))
    assert sheet[4] == (
        "CODGEO", "LIBGEO", "DENS", "LIBDENS", "PMUN22", "P1", "P2", "P3", "DENS_AAV", "LIBDENS_AAV", "DENS7",
        "LIBDENS7",
    )  # fmt: skip
    assert len(sheet) == 5 + 1384
