"""Nomenclatures: layouts, and every code that the simulation uses."""

from __future__ import annotations

from sample.publishers import insee_nomenclature
from sample.sirene.activities import activities
from tests.sample.conftest import csv_cells


def test_nomenclatures_hold_every_code_of_the_simulation(content) -> None:
    rev2, naf25 = (
        csv_cells(content(insee_nomenclature.NAF_REV2)),
        csv_cells(content(insee_nomenclature.NAF_2025)),
    )
    assert ";".join(rev2[0]) == "NIV5;NIV4;NIV3;NIV2;NIV1;LIB_NIV5;LIB_NIV4;LIB_NIV3;LIB_NIV2;LIB_NIV1"
    assert ";".join(naf25[0]) == "NIV5;NIV4;NIV3;NIV2;NIV1;LIB_NIV1;LIB_NIV5"
    assert {r[0] for r in rev2[1:]} == set(activities().naf)
    assert {r[0] for r in naf25[1:]} == set(activities().naf25)
    assert all(r[0].startswith(r[1]) and r[1].startswith(r[2]) and r[2].startswith(r[3]) for r in rev2[1:])
    assert {r[0] for r in csv_cells(content(insee_nomenclature.LEGAL_FORMS), ",")} >= {
        "1000",
        "5499",
        "5710",
        "6540",
        "7210",
    }
