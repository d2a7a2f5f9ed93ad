"""INSEE's reference populations: the yearly workbook in its layouts, and the Melodi files."""

from expectations.claim import (
    COMMUNE,
    MOSTLY,
    REGION,
    WARNING,
    YEAR,
    Claim,
    Facts,
    between,
    coded,
    filled,
    in_query,
    no_rows,
    of_real_files,
    one_of,
    rows,
    total,
)

# Population municipale of France without Mayotte, as the publisher prints it.
PMUN = {
    "2019": 66_988_403,
    "2020": 67_162_154,
    "2021": 67_408_052,
    "2022": 67_760_573,
    "2023": 68_094_280,
}
LEVELS = ("ARM", "ARR", "AAV2020", "BV2022", "CAN", "COM", "DEP", "EPCI", "FRANCE", "REG", "UU2020", "ZE2020")
POSITIVE = "A population is neither negative nor more than France's: a separator or a sign was misread."

# COM is a code in some vintages and a name in others; overseas CODDEP is 97x with CODCOM 1xx.
CODE = f"""case when com ~ '{in_query(COMMUNE)}' then com
     else (case when coddep like '97%' then left(coddep, 2) else coddep end) || codcom end"""


def reference(facts: Facts) -> list[Claim]:
    """`insee_population_reference`: commune, or district of Paris, Lyon and Marseille."""
    return [
        filled("pmun", mostly=MOSTLY),
        filled("ptot", mostly=MOSTLY),
        *(between(column, 0, 3_000_000, POSITIVE) for column in ("pmun", "pcap", "ptot")),
        between(
            "pmun",
            None,
            600_000,
            "The largest commune or district is Toulouse: a total row, or Paris beside its districts?",
            severity=WARNING,
        ),
        no_rows(
            f"""select code, count(*) as copies from (select {CODE} as code from {{batch}}) as coded
                group by code having count(*) > 1 or code is null limit 20""",
            "each row tells one commune, by its code or by CODDEP and CODCOM, once",
            "The header layout is none of those known: see the source page.",
        ),
        no_rows(
            "select com, pmun, pcap, ptot from {batch} where pmun + pcap <> ptot limit 20",
            "PTOT = PMUN + PCAP",
            "Columns may be shifted, or the publisher rounded.",
            WARNING,
        ),
        *of_real_files(
            facts, rows(34_800, 36_800, "One row per commune and district."), *_france(facts.vintage)
        ),
    ]


def _france(year: str, where: str = "", value: str = "pmun") -> list[Claim]:
    if year not in PMUN:
        return []
    query = f"select sum({value}) as found from {{batch}} {where}"
    return [total(query, PMUN[year], f"population municipale of France in {year}")]


def melodi(facts: Facts) -> list[Claim]:
    """`insee_population_melodi`: GEO x GEO_OBJECT x measure x period, one vintage."""
    year = facts.vintage[:4]
    where = f"where geo_object = 'COM' and popref_measure = 'PMUN' and time_period = '{year}'"
    return [*_melodi(("PMUN", "PCAP", "PTOT")), *of_real_files(facts, *_france(year, where, "obs_value"))]


def historique(facts: Facts) -> list[Claim]:
    """`insee_population_historique`: the same grain, 1968 to the vintage, in one COG."""
    return [
        *_melodi(("PMUN", "PSDC")),
        *of_real_files(facts, rows(700_000, None, "About 35,000 communes x 23 periods.")),
    ]


def _melodi(measures: tuple[str, ...]) -> list[Claim]:
    """Unlike other Melodi files, values are numbers and codes have no prefix."""
    return [
        one_of("geo_object", LEVELS, "A level of territory we do not use: harmless, declare it.", WARNING),
        one_of("popref_measure", measures, "A measure we do not use: harmless, declare it.", WARNING),
        coded("time_period", YEAR, "a year"),
        between("obs_value", 0, 100_000_000, POSITIVE),
        no_rows(
            f"""select geo, geo_object from {{batch}}
                where geo_object in ('COM', 'ARM') and geo !~ '{in_query(COMMUNE)}' limit 20""",
            "GEO of a commune or district is its code of 5 characters",
            "The publisher may have gone back to prefixed codes (2025-COM-01004): see the source page.",
        ),
        no_rows(
            f"select geo from {{batch}} where geo_object = 'REG' and geo !~ '{in_query(REGION)}' limit 20",
            "GEO of a region is its code of 2 digits",
            "Only control totals use regions: look before trusting them.",
            WARNING,
        ),
    ]
