"""EPCI workbooks: sheet, header, one agglomeration as the DGCL has it."""

from __future__ import annotations

from pathlib import Path

import openpyxl


def test_epci_workbooks(small_mirror: Path) -> None:
    base = "www.collectivites-locales.gouv.fr/files/files/Etudes-et-statistiques/DESL"
    for year in (2025, 2026):
        book = openpyxl.load_workbook(small_mirror / f"{base}/{year}/EPCI/epcicom{year}.xlsx", read_only=True)
        assert book.sheetnames == [f"Epcicom{year}"]
        rows = list(book.active.iter_rows(values_only=True))
        assert rows[0] == (
            "dept", "siren", "raison_sociale", "nature_juridique", "mode_financ", "nb_membres", "total_pop_tot",
            "total_pop_mun", "dep_com", "insee", "siren_membre", "nom_membre", f"ptot_{year}", f"pmun_{year}",
        )  # fmt: skip
        auxerre = next(r for r in rows if r[9] == "89024")
        assert auxerre[:5] == ("89", 200067114, "CA de l'Auxerrois", "CA", "FPU")
        assert auxerre[13] == {2025: 35236, 2026: 35097}[year]
