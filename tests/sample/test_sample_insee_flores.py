"""FLORES: exact header, and sums that hold within a file."""

from __future__ import annotations

import pytest

HEADER = (
    '"GEO";"GEO_OBJECT";"ACTIVITY";"NUMBER_EMPL";"LEGAL_FORM_WITH_PUBLIC";"FLORES_MEASURE";"OBS_STATUS";'
    '"TIME_PERIOD";"OBS_VALUE"'
)


@pytest.mark.parametrize("name", ["DS_FLORES_A5", "DS_FLORES_A17"])
def test_flores(melodi, name: str) -> None:
    header, rows = melodi(name, f"{name}_2023")
    assert header == HEADER
    keys = ["GEO", "LEGAL_FORM_WITH_PUBLIC", "FLORES_MEASURE"]
    cells = rows[rows.GEO_OBJECT == "COM"].set_index([*keys, "ACTIVITY"]).OBS_VALUE
    assert cells.index.is_unique
    total = cells.xs("_T", level="ACTIVITY")
    assert (cells.drop("_T", level="ACTIVITY").groupby(keys).sum() == total.sort_index()).all()
    legal = total.unstack("LEGAL_FORM_WITH_PUBLIC").fillna(0)
    assert (legal["_T"] == legal["7"] + legal["1T9X7"]).all()
    jobs = rows[(rows.ACTIVITY == "_T") & (rows.FLORES_MEASURE == "EMPL3112")]
    arm, lyon = jobs[jobs.GEO_OBJECT == "ARM"], jobs[jobs.GEO == "69123"]
    assert arm.OBS_VALUE.sum() == lyon.OBS_VALUE.sum() > 0
