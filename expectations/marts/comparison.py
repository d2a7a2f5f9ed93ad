"""Towns beside their peers and groups, and the centre beside the rest."""

from expectations.claim import (
    COMMUNE,
    Claim,
    Facts,
    between,
    coded,
    missing_otherwise,
    never,
    no_rows,
    one_of,
)
from expectations.marts.indicator import OBS_STATUS
from expectations.marts.shared import OURS, POSITIVE, ZONES

VARIANTS = ("all", "never_in_programme")
STRATA = ("metropolitan", "overseas", "paris")
GROUPS = ("departement", "peers", "peers_never_in_programme", "population_band", "programme")
DIRECTIONS = ("higher_is_better", "lower_is_better", "neutral")
AGAINST = ("better", "higher", "lower", "same", "worse")
PEERS = 15
SDMX = "SDMX's list has no such status."


def bridge_peer_group(_: Facts) -> list[Claim]:
    """`bridge_peer_group`: town x variant x rank."""
    return [
        coded("code_commune", COMMUNE, "a commune code"),
        coded("peer_code_commune", COMMUNE, "a commune code"),
        one_of("variant", VARIANTS, OURS),
        one_of("stratum", STRATA, OURS),
        between("rank", 1, PEERS, OURS),
        between("distance", 0, None, OURS),
        no_rows(
            """select code_commune, variant, peer_code_commune from {batch}
               group by code_commune, variant, peer_code_commune
               having count(*) > 1 or peer_code_commune = code_commune limit 20""",
            "a town's peers are other towns, each once",
            OURS,
        ),
        no_rows(
            """select code_commune, variant, rank from (
                   select code_commune, variant, rank, distance,
                       lag(distance) over (partition by code_commune, variant order by rank) as nearer
                   from {batch}
               ) as ranked
               where distance < nearer limit 20""",
            "peers of a farther rank are not nearer",
            OURS,
        ),
    ]


def dim_peer_search(_: Facts) -> list[Claim]:
    """`dim_peer_search`: town x variant."""
    return [
        coded("code_commune", COMMUNE, "a commune code"),
        one_of("variant", VARIANTS, OURS),
        one_of("stratum", STRATA, OURS),
        between("peers", 0, PEERS, OURS),
        never(
            "code_commune, variant, peers, candidates",
            "peers > candidates",
            "peers are found among the candidates",
            OURS,
        ),
    ]


def mart_benchmark(_: Facts) -> list[Claim]:
    """`mart_benchmark`: indicator x zone x year x group."""
    return [
        one_of("zone", ZONES[:3], OURS),
        one_of("group_kind", GROUPS, OURS),
        between("period", 1968, 2100, OURS),
        never(
            "indicator_code, zone, period, group_kind, group_code, members, members_with_value",
            "members_with_value not between 0 and members or (members_with_value = 0) <> (median is null)",
            "a median is that of the members with a value, who are members",
            OURS,
        ),
        never(
            "indicator_code, zone, period, group_kind, group_code",
            "first_quartile > median or median > third_quartile",
            "quartiles stand in their order",
            OURS,
        ),
    ]


def mart_rank(_: Facts) -> list[Claim]:
    """`mart_rank`: indicator x zone x year x group x town."""
    return [
        coded("code_commune", COMMUNE, "a commune code"),
        one_of("zone", ZONES[:3], OURS),
        one_of("group_kind", GROUPS, OURS),
        between("percentile", 0, 100, OURS),
        between("ranked_among", 1, None, POSITIVE),
        never(
            "indicator_code, period, group_kind, group_code, code_commune, rank, ranked_among",
            "rank not between 1 and ranked_among or (rank is null) <> (percentile is null)",
            "a rank is one among those ranked, with its percentile",
            OURS,
        ),
    ]


def mart_town_scorecard(_: Facts) -> list[Claim]:
    """`mart_town_scorecard`: town x year x indicator."""
    return [
        coded("code_commune", COMMUNE, "a commune code"),
        one_of("zone", ZONES[:2], OURS),
        one_of("direction", DIRECTIONS, OURS),
        one_of("obs_status", OBS_STATUS, SDMX),
        *(one_of(column, AGAINST, OURS) for column in ("against_peers", "change_against_peers")),
        between("percentile_among_peers", 0, 100, OURS),
        between("peers_with_value", 0, PEERS, OURS),
        never(
            "code_commune, period, indicator_code, obs_status, value",
            missing_otherwise(),
            "a value is missing exactly when its status says so",
            "Do not release: a suppressed figure could be read.",
        ),
        never(
            "code_commune, period, indicator_code, change_since_2022, against_peers",
            "(value is null and (change_since_2022 is not null or rank_among_peers is not null)) or (against_peers is null) <> (value is null or peers_median is null)",
            "what has no value has no change and no rank, and is compared exactly when its peers are known too",
            OURS,
        ),
    ]


def mart_town_scorecard_wide(_: Facts) -> list[Claim]:
    """`mart_town_scorecard_wide`: town x year."""
    return [coded("code_commune", COMMUNE, "a commune code"), between("period", 1968, 2100, OURS)]


def mart_transmission(_: Facts) -> list[Claim]:
    """`mart_transmission`: town x year."""
    return [
        coded("code_commune", COMMUNE, "a commune code"),
        between("period", 1968, 2100, OURS),
        *(one_of(f"{code}_status", OBS_STATUS, SDMX) for code in ("t01", "t02", "t03", "t04", "t05", "t06")),
        *(between(code, 0, 100, OURS) for code in ("t01", "t02", "t05", "t06")),
        never(
            "code_commune, period, t02, t02_status, t05, t05_status",
            " or ".join(missing_otherwise(name, f"{name}_status") for name in ("t02", "t05")),
            "a value is missing exactly when its status says so",
            "Do not release: a suppressed figure could be read.",
        ),
    ]


def mart_centre_periphery(_: Facts) -> list[Claim]:
    """`mart_centre_periphery`: town x year x indicator."""
    missing = " or ".join(
        missing_otherwise(f"value_{zone}", f"coalesce(obs_status_{zone}, 'O')")
        for zone in ("all", "centre", "rest")
    )
    return [
        coded("code_commune", COMMUNE, "a commune code"),
        one_of("direction", DIRECTIONS, OURS),
        *(one_of(f"obs_status_{zone}", OBS_STATUS, SDMX) for zone in ("all", "centre", "rest")),
        one_of("centre_against_rest", AGAINST, OURS),
        never(
            "code_commune, period, indicator_code",
            missing,
            "a value is missing exactly when its status says so",
            "Do not release: a suppressed figure could be read.",
        ),
        never(
            "code_commune, period, indicator_code, value_centre, value_rest, difference",
            "difference is distinct from value_centre - value_rest",
            "the difference is that of centre and rest",
            OURS,
        ),
    ]
