"""Homes, premises and what is built: Sitadel, LOVAC, DVF."""

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

NEW_WORD = "The publisher uses a new code: decide what staging does with it, then declare it."
COUNT = r"^(s|[0-9][0-9\s\u00a0\u202f\u2009]*)$"
IN_FRANCE = "A point out of France, or in another projection: see the row's commune."


def locaux(facts: Facts) -> list[Claim]:
    """`sdes_sitadel_locaux`: permit."""
    claims = [
        filled("comm"),
        filled("num_dau"),
        coded("comm", COMMUNE, "a commune code of 5 characters"),
        unique("type_dau", "num_dau", severity=WARNING),
        one_of("etat_dau", ("2", "4", "5", "6"), NEW_WORD, WARNING),
        one_of("destination_principale", [str(n) for n in range(1, 10)], NEW_WORD, WARNING),
        coded(
            "date_reelle_autorisation",
            r"^(\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4})",
            "a date, ISO or DD/MM/YYYY",
            WARNING,
        ),
        *(
            between(
                column, 0, None, "Staging takes no negative surface, and flags the permit.", severity=WARNING
            )
            for column in ("surf_com_creee", "surf_loc_creee", "surf_com_demolie")
        ),
        no_rows(
            """select dep_code, comm from {batch}
               where left(comm, 2) <> left(dep_code, 2) limit 20""",
            "the commune lies in the department",
            "Columns may have moved.",
            WARNING,
        ),
    ]
    return claims if facts.is_simulated else [*claims, rows(300_000, None, "Permits since 2013.")]


def vacancy(facts: Facts) -> list[Claim]:
    """`lovac_commune`: commune x year; counts are text because of secrecy."""
    claims = [
        filled("codgeo"),
        filled("annee"),
        coded("codgeo", COMMUNE, "a commune code of 5 characters"),
        unique("codgeo", "annee"),
        *(
            coded(column, COUNT, "a whole number, blanks between thousands, or s")
            for column in ("pp_vacant", "pp_vacant_plus_2ans", "pp_total")
        ),
        between("annee", 2019, 2040, "A two-digit year was misread."),
    ]
    return claims if facts.is_simulated else [*claims, rows(100_000, None, "34,900 communes x 6 years.")]


def sale(facts: Facts) -> list[Claim]:
    """`dvf_ligne`: line of a sale, one year and department."""
    year = facts.vintage[:4]
    claims = [
        filled("id_mutation"),
        filled("date_mutation"),
        coded("code_commune", COMMUNE, "a commune code of 5 characters"),
        one_of("code_type_local", ("1", "2", "3", "4"), NEW_WORD, WARNING),
        between("valeur_fonciere", 0, None, "A price cannot be negative.", severity=WARNING),
        between("longitude", -63.2, 56, IN_FRANCE, severity=WARNING, mostly=0.999),
        between("latitude", -22, 51.5, IN_FRANCE, severity=WARNING, mostly=0.999),
    ]
    if year.isdigit():
        claims.append(
            no_rows(
                f"select id_mutation, date_mutation from {{batch}} "
                f"where extract(year from date_mutation) <> {year} limit 20",
                f"sales are of {year}",
                "The file of another year came: look at the address.",
            )
        )
    return claims
