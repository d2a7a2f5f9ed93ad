"""Etalab: contours of communes, town halls."""

from expectations.claim import WARNING, Claim, Facts, filled, of_real_files, one_of, rows
from expectations.geometry import in_degrees


def communes(facts: Facts) -> list[Claim]:
    """`etalab_contour_commune`: commune."""
    return [
        filled("geometry"),
        in_degrees("code"),
        *of_real_files(facts, rows(34_800, 35_300, "One row per commune.")),
    ]


def mairies(_: Facts) -> list[Claim]:
    """`etalab_mairie`: town hall; a commune may have several."""
    return [
        one_of("type", ("mairie", "memorial", "centre"), "A new kind of point: declare it.", WARNING),
        filled("geometry"),
        in_degrees("commune"),
    ]
