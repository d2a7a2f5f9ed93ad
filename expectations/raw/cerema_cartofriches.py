"""Cerema: brownfield sites."""

from expectations.claim import (
    DATE,
    DATE_SAYS,
    WARNING,
    Claim,
    Facts,
    between,
    coded,
    in_query,
    no_rows,
    of_real_files,
    one_of,
    rows,
)

STATUTS = (
    "friche potentielle",
    "friche sans projet",
    "friche avec projet",
    "friche reconvertie",
    "inconnu",
)
POINT = r"^POINT ?[(]-?[0-9.]{1,20} -?[0-9.]{1,20}[)]$"


def site(facts: Facts) -> list[Claim]:
    """`cerema_cartofriches_site`: brownfield site of one release."""
    return [
        one_of("site_statut", STATUTS, "A new status: decide what staging does with it.", WARNING),
        coded("site_actu_date", DATE, DATE_SAYS, WARNING),
        between(
            "unite_fonciere_surface",
            0,
            1_000_000_000,
            "No site is that large: m² expected.",
            severity=WARNING,
        ),
        no_rows(
            f"select site_id, geompoint from {{batch}} where geompoint !~ '{in_query(POINT)}' limit 20",
            "geompoint is a WKT point of degrees",
            "The publisher changed the writing of points: change staging.",
            WARNING,
        ),
        *of_real_files(facts, rows(20_000, None, "About 28,000 sites since 2024.")),
    ]
