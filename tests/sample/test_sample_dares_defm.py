"""Dares: exact header, figures rounded to five, rows of totals."""

from __future__ import annotations

import pandas as pd

from sample.publishers import dares_defm

HEADER = (
    "Date;Code région;Région;Code département;Département;Code commune;Commune;Type de données;Catégorie;Sexe;"
    "Tranche d'âge;Nombre de demandeurs d'emploi"
)


def test_dares(path) -> None:
    assert path(dares_defm.URL).read_bytes().startswith(b"\xef\xbb\xbf" + HEADER.encode() + b"\n")
    rows = pd.read_csv(path(dares_defm.URL), sep=";", dtype=str, encoding="utf-8-sig")
    number = rows["Nombre de demandeurs d'emploi"].astype(int)
    assert (number % 5 == 0).all()
    assert set(rows["Date"]) == {f"{y}-T4" for y in range(2016, 2026)}
    whole = (rows["Sexe"] == "Total") & (rows["Tranche d'âge"] == "Total") & (rows["Date"] == "2024-T4")
    rhone = number[whole & (rows["Code département"] == "69")]
    code = rows["Code commune"]
    assert {"69123", "69381", "Total"} <= set(code)
    communes = rhone[~code.loc[rhone.index].str.match("Total|6938")].sum()
    assert abs(communes - rhone[code.loc[rhone.index] == "Total"].sum()) < 3 * len(rhone)
