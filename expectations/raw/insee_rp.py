"""INSEE's census: residents' activity, jobs at the workplace, age structure."""

from expectations.claim import NEW_WORD, WARNING, Claim, Facts, no_rows, of_real_files, one_of, rows
from expectations.melodi import cut_has_total, melodi


def emploi_residence(facts: Facts) -> list[Claim]:
    """`insee_rp_emploi_residence`: residents by activity."""
    return [*melodi("rp_measure", ("POP",)), *_communes(facts)]


def emploi_travail(facts: Facts) -> list[Claim]:
    """`insee_rp_emploi_travail`: jobs where they are."""
    return [*melodi("rp_measure", ("EMP", "NBEMP")), *_communes(facts)]


def population(facts: Facts) -> list[Claim]:
    """`insee_rp_population`: residents by sex and age."""
    return [*melodi("rp_measure", ("POP",)), *_communes(facts)]


def scolarisation(facts: Facts) -> list[Claim]:
    """`insee_rp_scolarisation`: residents enrolled or not."""
    return [*melodi("rp_measure", ("POP",)), cut_has_total("stud_area"), *_communes(facts)]


def menage(facts: Facts) -> list[Claim]:
    """`insee_rp_menage`: households by kind."""
    return [
        *melodi("rp_measure", ("DWELLINGS", "DWELLINGS_POPSIZE")),
        *(cut_has_total(column) for column in ("ocs", "prefph")),
        *_communes(facts),
    ]


def serie_historique(facts: Facts) -> list[Claim]:
    """`insee_rp_serie_historique`: homes and residents since 1968."""
    return [
        *melodi("rp_measure", ("BRTH", "DEATH", "DWELLINGS", "POP", "SUP")),
        one_of("ocs", ("DW_MAIN", "DW_SEC_DW_OCC", "DW_VAC", "_T"), NEW_WORD, WARNING),
        *_communes(facts),
    ]


def base_emploi(facts: Facts) -> list[Claim]:
    """`insee_rp_base_emploi`: commune x census year, before Melodi."""
    return [
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
        *_communes(facts),
    ]


def _communes(facts: Facts) -> list[Claim]:
    return of_real_files(facts, rows(34_000, None, "About 35,000 communes."))
