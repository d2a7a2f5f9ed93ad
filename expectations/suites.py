"""Which suite belongs to which table."""

from collections.abc import Callable

from expectations import marts as marts_suites
from expectations.claim import Claim, Facts
from expectations.raw import dgcl_epci, insee_cog, insee_population, programmes, sirene

RAW: dict[str, Callable[[Facts], list[Claim]]] = {
    "insee_cog_commune": insee_cog.commune,
    "insee_cog_mouvement": insee_cog.mouvement,
    "insee_cog_departement": insee_cog.departement,
    "insee_cog_region": insee_cog.region,
    "insee_population_reference": insee_population.reference,
    "insee_population_melodi": insee_population.melodi,
    "insee_population_historique": insee_population.historique,
    "dgcl_epci_composition": dgcl_epci.composition,
    "anct_acv_commune": programmes.acv,
    "anct_pvd_commune": programmes.pvd,
    "dgaln_ort_commune": programmes.ort,
    "sirene_etablissement": sirene.etablissement,
    "sirene_etablissement_historique": sirene.historique,
}

MARTS: dict[str, Callable[[Facts], list[Claim]]] = {
    "dim_territory": marts_suites.dim_territory,
    "dim_indicator": marts_suites.dim_indicator,
    "fct_indicator_value": marts_suites.fct_indicator_value,
    "dim_source_vintage": marts_suites.dim_source_vintage,
}


def raw(table: str, facts: Facts) -> list[Claim]:
    """Claims on a raw table. Raises KeyError for a table without a suite."""
    return RAW[table](facts)


def marts(facts: Facts) -> dict[str, list[Claim]]:
    """Claims on every mart, by name."""
    return {name: suite(facts) for name, suite in MARTS.items()}
