"""INSEE: unemployment rates by employment zone, and the zones of communes."""

from expectations.claim import WARNING, Claim, Facts, coded, no_rows, of_real_files, rows
from expectations.melodi import value_of

ZONE = r"^\d{4}$"


def zone(_: Facts) -> list[Claim]:
    """`insee_chomage_zone`: employment zone x quarter."""
    return [
        coded("ze", ZONE, "a zone code of 4 digits"),
        no_rows(
            f"""select ze, trimestre, taux from {{batch}}
                where {value_of("taux")} not between 0 and 50 limit 20""",
            "a rate is between 0 and 50 percent",
            "Another unit, or a column of another kind.",
        ),
    ]


def commune(facts: Facts) -> list[Claim]:
    """`insee_zone_emploi_commune`: commune and the zones it lies in."""
    return [
        coded("ze", ZONE, "a zone code of 4 digits"),
        no_rows(
            "select codgeo from {batch} where ze is null limit 20",
            "every commune lies in an employment zone",
            "Its jobseekers and rates would be lost.",
            WARNING,
        ),
        *of_real_files(facts, rows(34_700, 35_100, "One row per commune.")),
    ]
