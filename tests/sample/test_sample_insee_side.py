"""SIDE: exact header, years, and totals that are the sums of their activities."""

from __future__ import annotations

HEADER = (
    '"ACTIVITY";"FREQ";"GEO";"GEO_OBJECT";"LEGAL_FORM";"SIDE_MEASURE";"OBS_STATUS";"TIME_PERIOD";"OBS_VALUE"'
)


def test_side(melodi) -> None:
    for name, measures, years in (
        ("DS_SIDE_STOCKS_COM", {"UNIT_LOC"}, range(2014, 2025)),
        ("DS_SIDE_CREA_ETAB_COM", {"UNIT_LOC_BURE"}, range(2012, 2026)),
        ("DS_SIDE_CREA_ENT_COM", {"BURE"}, range(2012, 2026)),
    ):
        header, rows = melodi(name, f"{name}_{years[-1]}")
        assert header == HEADER
        assert set(rows.SIDE_MEASURE) == measures
        assert set(rows.TIME_PERIOD) == {str(y) for y in years}
        assert "AZ" not in set(rows.ACTIVITY)
        keys = ["GEO", "SIDE_MEASURE", "TIME_PERIOD"]
        total = rows[rows.ACTIVITY == "_T"].set_index(keys).OBS_VALUE
        assert (rows[rows.ACTIVITY != "_T"].groupby(keys).OBS_VALUE.sum() == total.sort_index()).all()
        assert (rows.OBS_VALUE > 0).all(), "empty cells are left out"
