"""INSEE's density grid of communes."""

from expectations.claim import Claim, Facts, of_real_files, one_of, rows


def communes(facts: Facts) -> list[Claim]:
    """`insee_densite_commune`: commune."""
    return [
        one_of("dens", ("1", "2", "3"), "The grid changed: see INSEE's page."),
        one_of("dens7", [str(n) for n in range(1, 8)], "The grid changed: see INSEE's page."),
        *of_real_files(facts, rows(34_800, 35_300, "One row per commune.")),
    ]
