"""INSEE's official geographic code: communes, movements since 1943, departments, regions."""

from datetime import date

from expectations.claim import (
    COMMUNE,
    DEPARTEMENT,
    REGION,
    WARNING,
    Claim,
    Facts,
    between,
    coded,
    filled,
    no_rows,
    of_real_files,
    one_of,
    rows,
)

TYPECOM = ("ARM", "COM", "COMA", "COMD")
MOD = ("10", "20", "21", "30", "31", "32", "33", "34", "35", "41", "50", "70", "71")
NEW_TYPE = "The publisher added a type of commune: decide what staging does with it, then declare it."
NEW_MOD = "The publisher uses a code outside its list: check that the succession of communes still holds."


def commune(_: Facts) -> list[Claim]:
    """`insee_cog_commune`: TYPECOM x COM x COMPARENT."""
    return [
        filled("libelle"),
        one_of("typecom", TYPECOM, NEW_TYPE),
        coded("comparent", COMMUNE, "a commune code of 5 characters"),
        coded("dep", DEPARTEMENT, "a department code"),
        coded("reg", REGION, "a region code of 2 digits"),
        no_rows(
            """select typecom, com, dep, reg, comparent from {batch}
               where (typecom = 'COM' and (dep is null or reg is null or comparent is not null))
                  or (typecom <> 'COM' and comparent is null)
               limit 20""",
            "a COM has a department, a region and no parent; any other type has a parent",
            "The columns of the file may be shifted: compare with the source page.",
        ),
    ]


def mouvement(facts: Facts) -> list[Claim]:
    """`insee_cog_mouvement`: one row per movement; codes before or after may be empty."""
    return [
        one_of("typecom_av", TYPECOM, NEW_TYPE),
        one_of("typecom_ap", TYPECOM, NEW_TYPE),
        one_of("mod", MOD, NEW_MOD, WARNING),
        between(
            "date_eff",
            date(1943, 1, 1),
            date(int(facts.vintage[:4]) + 1, 12, 31),
            "Movements are listed since 1943: look at the date's format.",
            severity=WARNING,
        ),
        no_rows(
            """select mod, date_eff from {batch} where com_av is null and com_ap is null limit 20""",
            "a movement has a commune before or after",
            "The columns of the file may be shifted: compare with the source page.",
        ),
        *of_real_files(
            facts, rows(13_000, None, "13,734 movements were listed in 2026, and the list only grows.")
        ),
    ]


def departement(facts: Facts) -> list[Claim]:
    """`insee_cog_departement`: DEP."""
    return [
        filled("reg"),
        filled("libelle"),
        coded("dep", DEPARTEMENT, "a department code"),
        coded("reg", REGION, "a region code of 2 digits"),
        *of_real_files(facts, rows(101, 101, "France has 101 departments.")),
    ]


def arrondissement(facts: Facts) -> list[Claim]:
    """`insee_cog_arrondissement`: ARR."""
    return [
        coded("dep", DEPARTEMENT, "a department code"),
        *of_real_files(facts, rows(333, 333, "France has 333 arrondissements.")),
    ]


def region(facts: Facts) -> list[Claim]:
    """`insee_cog_region`: REG."""
    return [
        filled("libelle"),
        coded("reg", REGION, "a region code of 2 digits"),
        *of_real_files(facts, rows(18, 18, "France has 18 regions.")),
    ]
