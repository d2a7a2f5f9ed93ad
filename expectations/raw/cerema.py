"""Cerema: consumption of land, brownfield sites."""

from expectations.claim import (
    COMMUNE,
    WARNING,
    Claim,
    Facts,
    between,
    coded,
    filled,
    in_query,
    no_rows,
    one_of,
    rows,
    total,
    unique,
)

DESTINATIONS = ("art", "act", "hab", "mix", "rou", "fer", "inc")
STATUTS = (
    "friche potentielle",
    "friche sans projet",
    "friche avec projet",
    "friche reconvertie",
    "inconnu",
)
ROUNDING_M2 = 5
# Flows the publisher's own dashboards show, by vintage: where, year, m².
FLOWS = {"2025": (("and iddep = '33'", "Gironde", 2023, 3_117_494), ("", "France", 2024, 151_186_579))}


def flux(facts: Facts) -> list[Claim]:
    """`cerema_enaf_flux`: commune x year x destination."""
    return [
        filled("idcom"),
        filled("annee"),
        filled("surface"),
        coded("idcom", COMMUNE, "a commune code of 5 characters"),
        one_of("destination", DESTINATIONS, "A new destination: decide what staging does with it."),
        unique("idcom", "annee", "destination"),
        between("annee", 2009, 2040, "A two-digit year was misread."),
        no_rows(
            """select idcom, annee, destination, surface from {batch}
               where surface < 0 and not (destination in ('inc', 'art') and surface >= -5) limit 20""",
            "no surface is negative, but for the rounding of the unknown destination and of the total",
            "A sign or a separator was misread.",
        ),
        no_rows(
            f"""select idcom, annee from {{batch}} group by idcom, annee
                having count(*) = {len(DESTINATIONS)}
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
        *_totals(facts),
    ]


def _totals(facts: Facts) -> list[Claim]:
    if facts.is_simulated:
        return []
    query = (
        "select cast(round(sum(surface)) as bigint) as found from {{batch}} "
        "where destination = 'art' and annee = {year} {where}"
    )
    return [
        total(query.format(year=year, where=where), m2, f"land consumed in {name} in {year}, m²")
        for where, name, year, m2 in FLOWS.get(facts.vintage, ())
    ]


def site(facts: Facts) -> list[Claim]:
    """`cerema_cartofriches_site`: brownfield site of one release."""
    claims = [
        filled("site_id"),
        unique("site_id"),
        coded("comm_insee", COMMUNE, "a commune code of 5 characters"),
        one_of("site_statut", STATUTS, "A new status: decide what staging does with it.", WARNING),
        coded(
            "site_actu_date",
            r"^(\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4})",
            "a date, ISO or DD/MM/YYYY",
            WARNING,
        ),
        between("unite_fonciere_surface", 0, None, "A surface cannot be negative.", severity=WARNING),
        no_rows(
            f"""select site_id, geompoint from {{batch}}
                where geompoint !~ '{in_query(r"^POINT ?[(]-?[0-9.]{1,20} -?[0-9.]{1,20}[)]$")}' limit 20""",
            "geompoint is a WKT point of degrees",
            "The publisher changed the writing of points: change staging.",
            WARNING,
        ),
    ]
    return claims if facts.is_simulated else [*claims, rows(20_000, None, "About 28,000 sites since 2024.")]
