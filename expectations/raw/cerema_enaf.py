"""Cerema: consumption of natural, agricultural and forest land."""

from expectations.claim import WARNING, Claim, Facts, between, filled, no_rows

DESTINATIONS = 7
ROUNDING_M2 = 5


def flux(_: Facts) -> list[Claim]:
    """`cerema_enaf_flux`: commune x year x destination."""
    return [
        filled("surface"),
        between("annee", 2009, 2040, "A two-digit year was misread."),
        no_rows(
            """select idcom, annee, destination, surface from {batch}
               where surface < 0 and not (destination in ('inc', 'art') and surface >= -5) limit 20""",
            "no surface is negative, but for the rounding of the unknown destination and of the total",
            "A sign or a separator was misread.",
        ),
        no_rows(
            f"""select idcom, annee from {{batch}} group by idcom, annee
                having count(*) = {DESTINATIONS}
                and abs(sum(surface) filter (where destination <> 'art')
                    - sum(surface) filter (where destination = 'art')) > {ROUNDING_M2} limit 20""",
            "destinations add up to the flow of the year",
            "Columns may have moved: compare with the publisher's dictionary.",
            WARNING,
        ),
        no_rows(
            """select idcom, annee from {batch}
               where destination = 'art' and surface > surfcom limit 20""",
            "a year's flow is less than the commune's surface: both are m²",
            "The publisher changed the unit: m² expected for both.",
            WARNING,
        ),
    ]
