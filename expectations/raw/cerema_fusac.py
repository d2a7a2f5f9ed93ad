"""Cerema, FUSAC: zones of economic activity."""

from expectations.claim import Claim, Facts, filled, of_real_files, rows
from expectations.geometry import in_lambert_93


def zone(facts: Facts) -> list[Claim]:
    """`cerema_fusac_zone`: zone of economic activity, existing and active, metropolitan France."""
    return [
        filled("geometry", "Plants of a site without contour count as outside: correct it.", mostly=0.99),
        in_lambert_93("site_id"),
        *of_real_files(facts, rows(40_000, 60_000, "44,991 zones in 2025, by third parties.")),
    ]
