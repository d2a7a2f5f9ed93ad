"""Hiring needs: the workbook's sheets and header, and its secrets."""

from __future__ import annotations

import openpyxl

from sample.publishers import france_travail_bmo


def test_hiring_needs(path) -> None:
    book = openpyxl.load_workbook(path(france_travail_bmo.URL), read_only=True)
    assert book.sheetnames == ["Description", "BMO_2024_open_data"]
    rows = list(book["BMO_2024_open_data"].iter_rows(values_only=True))
    header = (
        "annee;Code métier BMO;Nom métier BMO;Famille_met;Lbl_fam_met;REG;NOM_REG;Dept;NomDept;BE24;NOMBE24;"
        "met;xmet;smet"
    )
    assert rows[0] == tuple(header.split(";"))
    assert "*" in {r[-1] for r in rows[1:]}
    assert all(r[-2] <= r[-3] for r in rows[1:] if "*" not in r[-3:])
