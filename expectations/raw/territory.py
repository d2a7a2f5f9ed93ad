"""What places are: contours, town halls, density, priority neighbourhoods, equipment."""

from expectations.claim import (
    COMMUNE,
    WARNING,
    Claim,
    Facts,
    between,
    coded,
    filled,
    no_rows,
    one_of,
    rows,
    unique,
)

LONGITUDE = r"substring(geometry from '\[+\s*(-?[0-9.]+)')"
LATITUDE = r"substring(geometry from '\[+\s*-?[0-9.]+,\s*(-?[0-9.]+)')"
OTHER_PROJECTION = "The file of another projection came: longitude and latitude (WGS84) expected."
IN_FRANCE = "A point out of France, or in another projection: see the row's EPSG."


def contour(facts: Facts) -> list[Claim]:
    """`etalab_contour_commune`: commune."""
    claims = [
        filled("code"),
        coded("code", COMMUNE, "a commune code of 5 characters"),
        unique("code"),
        filled("geometry"),
        _degrees("code"),
    ]
    return claims if facts.is_simulated else [*claims, rows(34_800, 35_300, "One row per commune.")]


def mairie(facts: Facts) -> list[Claim]:
    """`etalab_mairie`: town hall; a commune may have several."""
    return [
        filled("commune"),
        coded("commune", COMMUNE, "a commune code of 5 characters"),
        one_of("type", ("mairie", "memorial", "centre"), "A new kind of point: declare it.", WARNING),
        filled("geometry"),
        _degrees("commune"),
    ]


def _degrees(key: str) -> Claim:
    return no_rows(
        f"""select {key} from {{batch}} where abs(cast({LONGITUDE} as numeric)) > 180
            or abs(cast({LATITUDE} as numeric)) > 90 limit 20""",
        "geometry is in degrees",
        OTHER_PROJECTION,
    )


def density(facts: Facts) -> list[Claim]:
    """`insee_densite_commune`: commune."""
    claims = [
        filled("codgeo"),
        coded("codgeo", COMMUNE, "a commune code of 5 characters"),
        unique("codgeo"),
        one_of("dens", ("1", "2", "3"), "The grid changed: see INSEE's page."),
        one_of("dens7", [str(n) for n in range(1, 8)], "The grid changed: see INSEE's page."),
    ]
    return claims if facts.is_simulated else [*claims, rows(34_800, 35_300, "One row per commune.")]


def qpv(facts: Facts) -> list[Claim]:
    """`anct_qpv`: priority neighbourhood."""
    claims = [
        filled("code_qp"),
        unique("code_qp"),
        coded("code_qp", r"^QN\w{5,8}$", "QN and a few characters", WARNING),
        filled("insee_com"),
        filled("geometry"),
        _degrees("code_qp"),
    ]
    return claims if facts.is_simulated else [*claims, rows(1_500, 1_700, "1,584 neighbourhoods in 2024.")]


def equipement(facts: Facts) -> list[Claim]:
    """`insee_bpe_equipement`: equipment."""
    claims = [
        filled("depcom"),
        filled("typequ"),
        coded("depcom", COMMUNE, "a commune code of 5 characters"),
        coded("typequ", r"^[A-G]\d{3}$", "a letter and three digits"),
        coded("apet", r"^(\d{4}[A-Z]|_Z|_U)$", "a NAF code without dot, _Z or _U", WARNING),
        between("longitude", -63.2, 56, IN_FRANCE, severity=WARNING, mostly=0.999),
        between("latitude", -22, 51.5, IN_FRANCE, severity=WARNING, mostly=0.999),
    ]
    return claims if facts.is_simulated else [*claims, rows(2_500_000, None, "2,921,770 rows in 2025.")]
