"""DVF: lines of sales of homes, premises and land."""

from expectations.claim import MOSTLY, NEW_WORD, WARNING, Claim, Facts, between, filled, no_rows, one_of
from expectations.geometry import in_france


def ligne(facts: Facts) -> list[Claim]:
    """`dvf_ligne`: line of a sale, one year and department."""
    year = facts.vintage[:4]
    claims = [
        filled("date_mutation", mostly=MOSTLY),
        one_of("code_type_local", ("1", "2", "3", "4"), NEW_WORD, WARNING),
        between(
            "valeur_fonciere",
            0,
            10_000_000_000,
            "No sale has such a price: euros expected.",
            severity=WARNING,
        ),
        *in_france("commune"),
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
