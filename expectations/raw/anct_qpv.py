"""ANCT: priority neighbourhoods of the policy of cities (QPV)."""

from expectations.claim import MOSTLY, WARNING, Claim, Facts, coded, filled, of_real_files, rows
from expectations.geometry import in_degrees


def qpv(facts: Facts) -> list[Claim]:
    """`anct_qpv`: priority neighbourhood."""
    return [
        coded("code_qp", r"^QN\w{5,8}$", "QN and a few characters", WARNING),
        filled("insee_com", mostly=MOSTLY),
        filled("geometry"),
        in_degrees("code_qp"),
        *of_real_files(facts, rows(1_500, 1_700, "1,584 neighbourhoods in 2024.")),
    ]
