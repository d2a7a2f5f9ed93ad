"""INSEE: unemployment rates by employment zone, and the zones of communes."""

from expectations.claim import COMMUNE, WARNING, Claim, Facts, coded, no_rows, rows, total, unique
from expectations.raw.melodi import figure, keyed

ZONE = r"^\d{4}$"


def zone(facts: Facts) -> list[Claim]:
    """`insee_chomage_zone`: employment zone x quarter."""
    claims = [
        *keyed("ze", "trimestre"),
        coded("ze", ZONE, "a zone code of 4 digits"),
        coded("trimestre", r"^\d{4}-T[1-4]$", "a quarter"),
        figure("taux"),
        no_rows(
            r"""select ze, trimestre, taux from {batch}
                where taux ~ '^-?\d+([.]\d+)?$' and taux::numeric not between 0 and 50 limit 20""",
            "a rate is between 0 and 50 percent",
            "Another unit, or a column of another kind.",
        ),
    ]
    if facts.is_simulated:
        return claims
    return [*claims, total("select count(distinct ze) as found from {batch}", 302, "employment zones")]


def commune(facts: Facts) -> list[Claim]:
    """`insee_zone_emploi_commune`: commune and the zones it lies in."""
    claims = [
        coded("codgeo", COMMUNE, "a commune code of 5 characters"),
        coded("ze", ZONE, "a zone code of 4 digits"),
        unique("codgeo"),
        no_rows(
            "select codgeo from {batch} where ze is null limit 20",
            "every commune lies in an employment zone",
            "Its jobseekers and rates would be lost.",
            WARNING,
        ),
    ]
    return claims if facts.is_simulated else [*claims, rows(34_700, 35_100, "One row per commune.")]
