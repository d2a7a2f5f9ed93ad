"""INSEE nomenclatures: NAF rev. 2, NAF 2025 and legal forms; only the codes of the simulation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sample.files import MirrorFile, content, csv_bytes
from sample.nomenclature import SECTIONS, aggregate, labels
from sample.sirene.activities import activities
from sample.world import World

BASE = "https://www.insee.fr/fr/statistiques/fichier"
# INSEE serves workbooks on these pages; the names of the tables drawn from them are not verified.
NAF_REV2 = f"{BASE}/2120875/naf_rev2_5_niveaux_libelles.csv"
NAF_2025 = f"{BASE}/8181066/naf2025_5_niveaux_libelles.csv"
LEGAL_FORMS = f"{BASE}/2028129/categories_juridiques.csv"
REV2_HEADER = (
    "NIV5",
    "NIV4",
    "NIV3",
    "NIV2",
    "NIV1",
    "LIB_NIV5",
    "LIB_NIV4",
    "LIB_NIV3",
    "LIB_NIV2",
    "LIB_NIV1",
)
HEADER_2025 = ("NIV5", "NIV4", "NIV3", "NIV2", "NIV1", "LIB_NIV1", "LIB_NIV5")
FORMS = (
    ("1000", "Entrepreneur individuel"),
    ("5498", "SARL unipersonnelle "),
    ("5499", "Société à responsabilité limitée (sans autre indication)"),
    ("5710", "SAS, société par actions simplifiée"),
    ("6540", "Société civile immobilière"),
    ("6541", "Société civile immobilière de construction-vente"),
    ("7210", "Commune et commune nouvelle "),
    ("9220", "Association déclarée "),
)


def files(world: World) -> Iterator[MirrorFile]:
    yield MirrorFile(NAF_REV2, date(2008, 1, 1), True, content(naf_rev2))
    yield MirrorFile(NAF_2025, date(2025, 12, 16), True, content(naf_2025))
    yield MirrorFile(
        LEGAL_FORMS, date(2022, 9, 1), False, content(lambda: csv_bytes(*split(FORMS), eol="\n"))
    )


def split(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], tuple[tuple[str, str], ...]]:
    """First row apart: the file has no header."""
    return rows[0], rows[1:]


def naf_rev2() -> bytes:
    """Labels of classes and groups are those of the sub-class here."""
    rows = []
    for naf, label in sorted(labels().items()):
        section = aggregate(naf, SECTIONS)
        rows.append(
            (naf, naf[:5], naf[:4], naf[:2], section.code, *[label] * 3, section.label, section.label)
        )
    return csv_bytes(REV2_HEADER, rows, separator=";", eol="\n")


def naf_2025() -> bytes:
    """Label of the first code of NAF rev. 2 that leads there; sections are still those of rev. 2."""
    table, rows = activities(), {}
    for naf, code in zip(table.naf, table.naf25, strict=True):
        section = aggregate(naf, SECTIONS)
        rows.setdefault(
            code, (code, code[:5], code[:4], code[:2], section.code, section.label.upper(), labels()[naf])
        )
    return csv_bytes(HEADER_2025, [rows[code] for code in sorted(rows)], separator=";", eol="\n")
