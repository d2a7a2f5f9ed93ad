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
)

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
        *of_real_files(facts, rows(34_800, 36_800, "One row per commune and district.")),
    ]


def melodi(_: Facts) -> list[Claim]:
    """`insee_population_melodi`: GEO x GEO_OBJECT x measure x period, one vintage."""
    return _melodi(("PMUN", "PCAP", "PTOT"))


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
            "Nothing uses regions: look before trusting them.",
            WARNING,
        ),
    ]
