"""The panel of towns for a comparison before and after, and what a town's figures are worth."""

from expectations.claim import Claim, Facts, between, missing_otherwise, never, no_rows, one_of
from expectations.marts.indicator import OBS_STATUS
from expectations.marts.shared import OURS, POSITIVE


def mart_did_panel(_: Facts) -> list[Claim]:
    """`mart_did_panel`: indicator x zone x town x year."""
    return [
        one_of("zone", ("all", "centre", "rest"), OURS),
        one_of("obs_status", OBS_STATUS, "SDMX's list has no such status."),
        one_of("design_role", ("treated", "control", "excluded"), OURS),
        between("period", 1968, 2100, OURS),
        between("matching_weight", 0, None, POSITIVE),
        never(
            "indicator_code, territory_code, zone, period, obs_status, value",
            missing_otherwise(),
            "a value is missing exactly when its status says so",
            "Do not release: a suppressed figure could be read.",
        ),
        never(
            "territory_code, cohort, is_pvd, design_role",
            "(design_role = 'control' and not is_never_treated) or (design_role = 'treated' and cohort is null) or (design_role = 'excluded') <> (exclusion_reason is not null)",
            "controls were never in a programme, treated towns have a year of entry, excluded ones a reason",
            OURS,
        ),
        no_rows(
            """select matching_class from {batch} where matching_weight is not null and period >= 2017
               group by matching_class, indicator_code, zone, period
               having abs(sum(matching_weight) filter (where cohort is null)
                          - sum(matching_weight) filter (where cohort is not null)) > 1e-6 limit 20""",
            "in each class the controls weigh as much as the treated towns",
            OURS,
        ),
        no_rows(
            """select panel.indicator_code, panel.territory_code, panel.zone, panel.period, panel.value
               from {batch} as panel inner join fct_indicator_value as fact using (indicator_code, territory_code, zone, period)
               where fact.territory_level = 'commune' and panel.value is distinct from fact.value
                  and coalesce(fact.status_reason, '') not like 'field_survey%' limit 20""",
            "the panel's values are those published",
            OURS,
        ),
    ]


def mart_quality(_: Facts) -> list[Claim]:
    """`mart_quality`: town x year."""
    shares = ("published", "suppressed", "withheld", "estimated", "fragile", "provisional", "break")
    return [
        *(between(f"share_{name}", 0, 1, OURS) for name in shares),
        between("storefronts_located_share", 0, 1, OURS),
        between("establishments_located_share", 0, 1, OURS),
        between("sirene_side_ratio", 0, None, POSITIVE),
        never(
            "territory_code, period, figures, published, suppressed, withheld, awaited",
            "published + suppressed + withheld + awaited > figures",
            "figures published, suppressed, withheld and awaited are no more than those owed",
            OURS,
        ),
    ]
