"""Panels of towns with an effect that is known."""

import numpy as np
import pandas as pd

YEARS = range(2012, 2025)


def towns(
    effect: float = 0.0,
    drift: float = 0.0,
    seed: int = 1,
    treated: int = 60,
    controls: int = 90,
    late: int = 20,
) -> pd.DataFrame:
    """Rows as `mart_did_panel` gives them: cohorts 2018 and, of `late` towns, 2021; levels differ, errors are common in an EPCI.

    `effect` is added from entry on, and doubles for the late cohort; `drift` a year to treated towns at all times.
    """
    random = np.random.default_rng(seed)
    shock = {epci: dict(zip(YEARS, random.normal(0, 0.3, len(YEARS)), strict=True)) for epci in range(75)}
    season = dict(zip(YEARS, random.normal(0, 2, len(YEARS)), strict=True))
    rows = []
    for number in range(treated + controls):
        is_treated = number < treated
        cohort = (2021 if number < late else 2018) if is_treated else None
        level, epci = random.normal(40 if is_treated else 60, 10), number % 75
        for year in YEARS:
            value = level + season[year] + shock[epci][year] + random.normal(0, 0.5)
            if is_treated:
                value += drift * (year - 2012)
                value += (year >= cohort) * effect * (2 if cohort == 2021 else 1)
            rows.append((f"{number:05}", f"E{epci}", year, value, cohort, is_treated))
    table = pd.DataFrame(rows, columns=["town", "epci", "year", "value", "cohort", "is_treated"])
    return table.assign(
        phase=table.is_treated.map({True: "acte1", False: None}),
        design_role=table.is_treated.map({True: "treated", False: "control"}),
        exclusion_reason=None,
        is_ort=table.is_treated,
        weight=1.0,
        is_break=False,
        is_provisional=False,
        is_simulated=False,
        is_count=False,
        obs_status="A",
    )
