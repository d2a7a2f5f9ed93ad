"""INSEE's census: residents' activity, jobs at the workplace, age structure."""

from expectations.claim import COMMUNE, WARNING, YEAR, Claim, Facts, coded, no_rows, rows, unique
from expectations.raw.melodi import melodi

COMMUNES = "About 35,000 communes."


def residence(facts: Facts) -> list[Claim]:
    """`insee_rp_emploi_residence`: residents by activity."""
    return _real(facts, melodi(("empsta_enq",), "rp_measure", ("POP",), ("sex", "age", "educ")))


def workplace(facts: Facts) -> list[Claim]:
    """`insee_rp_emploi_travail`: jobs where they are."""
    return _real(facts, melodi(("empform",), "rp_measure", ("EMP", "NBEMP"), ("sex", "age", "wktime")))


def population(facts: Facts) -> list[Claim]:
    """`insee_rp_population`: residents by sex and age."""
    return _real(facts, melodi((), "rp_measure", ("POP",), ("sex", "age")))


def enrolment(facts: Facts) -> list[Claim]:
    """`insee_rp_scolarisation`: residents enrolled or not."""
    return _real(facts, melodi(("stud",), "rp_measure", ("POP",), ("sex", "age")))


def household(facts: Facts) -> list[Claim]:
    """`insee_rp_menage`: households by kind."""
    return _real(facts, melodi(("tph",), "rp_measure", ("DWELLINGS", "DWELLINGS_POPSIZE"), ("pcs",)))


def base(facts: Facts) -> list[Claim]:
    """`insee_rp_base_emploi`: commune x census year, before Melodi."""
    claims = [
        coded("codgeo", COMMUNE, "a commune code of 5 characters"),
        coded("annee", YEAR, "a year"),
        unique("codgeo", "annee"),
        no_rows(
            "select codgeo, annee from {batch} where least(pop1564, act1564, chom1564, emplt) < 0 limit 20",
            "residents, active, unemployed and jobs are not negative",
            "A sign or a decimal comma was misread.",
        ),
        no_rows(
            "select codgeo, annee from {batch} where act1564 > pop1564 + 1 or chom1564 > act1564 + 1 limit 20",
            "unemployed are among the active, the active among residents",
            "Columns may be shifted.",
            WARNING,
        ),
    ]
    return claims if facts.is_simulated else [*claims, rows(34_000, None, COMMUNES)]


def _real(facts: Facts, claims: list[Claim]) -> list[Claim]:
    return claims if facts.is_simulated else [*claims, rows(34_000, None, COMMUNES)]
