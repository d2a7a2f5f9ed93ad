"""Claims on places, for the files of several publishers."""

from expectations.claim import WARNING, Claim, between, no_rows

LONGITUDE = r"substring(geometry from '\[+\s*(-?[0-9.]+)')"
LATITUDE = r"substring(geometry from '\[+\s*-?[0-9.]+,\s*(-?[0-9.]+)')"


def in_degrees(key: str) -> Claim:
    """The first point of `geometry`, GeoJSON text, is in degrees; rows are told by their `key`."""
    return no_rows(
        f"""select {key} from {{batch}} where abs(cast({LONGITUDE} as numeric)) > 180
            or abs(cast({LATITUDE} as numeric)) > 90 limit 20""",
        "geometry is in degrees",
        "The file of another projection came: longitude and latitude (WGS84) expected.",
    )


def in_lambert_93(key: str) -> Claim:
    """The first point of `geometry`, GeoJSON text, is in metres of Lambert-93, metropolitan France."""
    return no_rows(
        f"""select {key} from {{batch}} where cast({LONGITUDE} as numeric) not between 80000 and 1260000
            or cast({LATITUDE} as numeric) not between 6030000 and 7130000 limit 20""",
        "geometry is in Lambert-93",
        "Coordinates of another projection, or of overseas: metres of EPSG:2154 expected.",
    )


def in_france(look_at: str) -> list[Claim]:
    """Columns `longitude` and `latitude`, degrees, lie in France, overseas included; `look_at` what tells more."""
    advice = f"A point out of France, or in another projection: see the row's {look_at}."
    return [
        between("longitude", -63.2, 56, advice, severity=WARNING, mostly=0.999),
        between("latitude", -22, 51.5, advice, severity=WARNING, mostly=0.999),
    ]
