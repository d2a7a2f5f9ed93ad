"""Filosofi: exact header, and secrets as the publisher keeps them."""

from __future__ import annotations

import pytest


def test_filosofi_keeps_its_secrets(melodi) -> None:
    header, rows = melodi("DS_FILOSOFI_CC", "DS_FILOSOFI_CC_2023")
    assert header == (
        '"GEO";"GEO_OBJECT";"FILOSOFI_MEASURE";"UNIT_MEASURE";"UNIT_MULT";"CONF_STATUS";"OBS_STATUS";'
        '"TIME_PERIOD";"OBS_VALUE"'
    )
    assert rows.OBS_VALUE.isna().eq(rows.CONF_STATUS == "C").all()
    median = rows[(rows.FILOSOFI_MEASURE == "MED_SL") & (rows.GEO_OBJECT == "COM")]
    assert 0.05 < median.OBS_VALUE.isna().mean() < 0.2
    assert median.OBS_VALUE.median() == pytest.approx(23_300, rel=0.05)
