"""Sirene: position of establishments, 38 million points."""

from expectations.claim import COMMUNE, SIRET, WARNING, Claim, Facts, coded, filled, no_rows, one_of, unique
from expectations.raw.sirene import EMPTY

QUALITY = ("11", "12", "21", "22", "33")
PROJECTIONS = ("2154", "2972", "2975", "4467", "4471", "5490")


def point(facts: Facts) -> list[Claim]:
    """`sirene_geolocalisation`: SIRET."""
    return [
        no_rows("select 0 as rows where not exists (select 1 from {batch})", "the table has rows", EMPTY),
        filled("siret"),
        coded("siret", SIRET, "a SIRET of 14 digits"),
        unique("siret"),
        coded("code_commune", COMMUNE, "a commune code of 5 characters", mostly=0.999),
        one_of(
            "epsg",
            PROJECTIONS,
            "A new projection: give staging its extent (seed `projection`), then declare it here.",
            mostly=0.999,
        ),
        one_of(
            "qualite_xy",
            QUALITY,
            "A new quality code: decide in staging whether such a point may be used inside a commune.",
            WARNING,
        ),
        no_rows(
            """
            select siret, longitude, latitude from {batch}
            where abs(latitude) > 90 or abs(longitude) > 180
            limit 20
            """,
            "coordinates are degrees",
            "Latitude and longitude may be swapped or projected: compare with the source page.",
        ),
    ]
