"""Shift-share and index numbers."""

from expectations.claim import Claim, Facts, between, missing_otherwise, never, no_rows_of, one_of
from expectations.marts.shared import LEVELS, OURS, ZONES


def mart_shift_share(_: Facts) -> list[Claim]:
    """`mart_shift_share`: level x territory x base x year."""
    return [
        one_of("territory_level", LEVELS, OURS),
        between("coverage", 0, 1, OURS),
        never(
            "territory_level, territory_code, base_period, period, change",
            "change <> national_effect + mix_effect + local_effect or change <> jobs - jobs_base",
            "national, mix and local effects add up to the change, to the job",
            OURS,
        ),
        no_rows_of("status_has_its_reason", "a status that is not normal has a reason that gives it", OURS),
    ]


def mart_index(_: Facts) -> list[Claim]:
    """`mart_index`: indicator x level x territory x zone x base x year."""
    return [
        one_of("territory_level", LEVELS, OURS),
        one_of("zone", ZONES, OURS),
        never(
            "indicator_code, territory_level, territory_code, period, index_value",
            f"{missing_otherwise('index_value')} or (period = base_period and index_value <> 100)",
            "an index is missing exactly when its status says so, and is 100 in its base year",
            OURS,
        ),
        no_rows_of("status_has_its_reason", "a status that is not normal has a reason that gives it", OURS),
    ]
