"""Sirene: position of establishments, 38 million points."""

from expectations.claim import WARNING, Claim, Facts, Flaw, no_row_is, one_of

QUALITY = ("11", "12", "21", "22", "33")
PROJECTIONS = ("2154", "2972", "2975", "4467", "4471", "5490")


def point(_: Facts) -> list[Claim]:
    """`sirene_geolocalisation`: SIRET."""
    return [
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
        no_row_is(
            [Flaw("beyond", ("latitude",), (90,)), Flaw("beyond", ("longitude",), (180,))],
            "siret, longitude, latitude",
            "coordinates are degrees",
            "Latitude and longitude may be swapped or projected: compare with the source page.",
        ),
    ]
