"""SIDE: exact header, years, and totals that are the sums of their activities."""

from __future__ import annotations

HEADER = (
    '"GEO";"GEO_OBJECT";"SIDE_MEASURE";"ACTIVITY";"LEGAL_FORM";"FREQ";"TIME_PERIOD";"OBS_STATUS";"OBS_VALUE"'
)


def test_side(melodi) -> None:
    for name, measures, years in (
        ("DS_SIDE_STOCKS_COM", {"UNIT_LOC"}, range(2014, 2025)),
        ("DS_SIDE_CREA_COM", {"BURE", "UNIT_LOC_BURE"}, range(2012, 2026)),
    ):
        header, rows = melodi(name, name)
        assert header == HEADER
        assert set(rows.SIDE_MEASURE) == measures
        assert set(rows.TIME_PERIOD) == {str(y) for y in years}
        assert "AZ" not in set(rows.ACTIVITY)
        keys = ["GEO", "SIDE_MEASURE", "TIME_PERIOD"]
        total = rows[rows.ACTIVITY == "_T"].set_index(keys).OBS_VALUE
        assert (rows[rows.ACTIVITY != "_T"].groupby(keys).OBS_VALUE.sum() == total.sort_index()).all()
        assert (rows.OBS_VALUE > 0).all(), "empty cells are left out"
