"""Programmes: first lines, ORT's cells of several lines, a cross file that agrees with the lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from sample.publishers import programmes
from tests.sample.conftest import csv_cells

STATIC = "static.data.gouv.fr/resources"
ACV = '"insee_com","lib_com","id_acv","lib_acv","date_signature"\n'
FIRST_LINES = {
    f"{STATIC}/programme-action-coeur-de-ville/20240205-160249/liste-acv-com2023-20240205.csv": ACV,
    f"{STATIC}/programme-action-coeur-de-ville/20250924-154200/liste-acv-com2025-20250704.csv": ACV,
    f"{STATIC}/programme-petites-villes-de-demain/20260427-160836/liste-pvd-com2025-20260427.csv": (
        '"insee_com","lib_com","id_pvd","date_signature"\r\n'
    ),
    "grist.numerique.gouv.fr/o/dgaln/api/docs/j4i9oKD3jzFtgEUuM9sXnL/download/csv": (
        "Commune,EPCI,Département,Région,Code commune,Statut de la commune,Signée ?,"
        '"Si signée, date de signature","Si non signée, date de signature envisagée",Durée (en années),'
        "Date de fin estimée,Remarques,Avancement,ACV,PVD,longitude,latitude,Dernière actualisation,"
        "Actualisé par\n"
    ),
}


@pytest.mark.parametrize("url", FIRST_LINES)
def test_first_line(small_mirror: Path, url: str) -> None:
    assert (small_mirror / url).read_bytes().startswith(FIRST_LINES[url].encode())


def test_ort_has_cells_of_several_lines(lines) -> None:
    rows = lines("grist.numerique.gouv.fr/o/dgaln/api/docs/j4i9oKD3jzFtgEUuM9sXnL/download/csv")
    assert any("\n" in r["Remarques"] for r in rows)
    assert {r["ACV"] for r in rows} == {r["PVD"] for r in rows} == {"true", "false"}
    assert {r["Statut de la commune"] for r in rows} == {"1. Commune ACV", "2. Commune PVD", "3. Autre"}


def test_cross_file_agrees_with_the_lists(content) -> None:
    text = content(programmes.CROSS_2023)
    assert text.startswith(
        b'"insee_com","lib_com","id_pvd","id_ti","id_crte","id_acv","id_ami","id_fabp","id_amm","id_habinclus",'
        b'"id_cite","id_cde","id_fs","id_acv2","id_va","id_site"\r\n'
    )
    cross = {r[0]: r for r in csv_cells(text, ",")[1:]}
    listed = {r[0]: r[2] for r in csv_cells(content(programmes.ACV_2024), ",")[1:]}
    assert {com: r[5] for com, r in cross.items() if r[5]} == listed
    assert any(r[3] for r in cross.values())
