-- A town's figure in words, what became of it, and its peers': one row to read. The zone is the one the indicator is
-- first given for.
{{ config(meta={"part": "indicator_code"}, materialized="view") }}

select
    territory.territory_code as code_commune,
    territory.territory_name as town_name,
    territory.departement_code,
    territory.population_band,
    territory.acv_cohort,
    town.period,
    town.indicator_code,
    indicator.label_en,
    indicator.label_fr,
    indicator.theme,
    indicator.is_core,
    town.zone,
    town.value,
    indicator.unit as unit_en,
    unit.label_fr as unit_fr,
    indicator.decimals,
    indicator.direction,
    town.obs_status,
    status.label_en as status_en,
    status.label_fr as status_fr,
    reason.label_en as reason_en,
    reason.label_fr as reason_fr,
    town.change_since_base as change_since_2022,
    unit.change_en as change_unit_en,
    unit.change_fr as change_unit_fr,
    town.is_across_break,
    peers.median as peers_median,
    peers.members_with_value as peers_with_value,
    peers.median_change as peers_change_since_2022,
    placed.rank as rank_among_peers,
    placed.ranked_among,
    placed.percentile as percentile_among_peers,
    against.code as against_peers,
    against_words.label_en as against_peers_en,
    against_words.label_fr as against_peers_fr,
    against.change_code as change_against_peers,
    change_words.label_en as change_against_peers_en,
    change_words.label_fr as change_against_peers_fr,
    town.is_simulated
from {{ ref("int_town_value") }} as town
inner join {{ ref("indicator") }} as indicator
    on town.indicator_code = indicator.indicator_code
    and split_part(indicator.zones, ' ', 1) = town.zone
inner join {{ ref("int_territory_profile") }} as territory
    on territory.territory_level = 'commune'
    and town.code_commune = territory.territory_code
left join {{ ref("unit") }} as unit using (unit)
inner join {{ ref("obs_status") }} as status on town.obs_status = status.obs_status
left join {{ ref("status_reason") }} as reason on town.status_reason = reason.status_reason
left join {{ ref("int_benchmark") }} as peers
    on town.indicator_code = peers.indicator_code
    and town.zone = peers.zone
    and town.period = peers.period
    and peers.group_kind = 'peers'
    and town.code_commune = peers.group_code
left join {{ ref("int_rank") }} as placed
    on town.indicator_code = placed.indicator_code
    and town.zone = placed.zone
    and town.period = placed.period
    and placed.group_kind = 'peers'
    and town.code_commune = placed.group_code
    and town.code_commune = placed.code_commune
cross join
    lateral (
        select
            {{ better_or_worse("indicator.direction", "town.value", "peers.median") }} as code,
            {{ better_or_worse("indicator.direction", "town.change_since_base", "peers.median_change") }} as change_code
    ) as against
left join {{ ref("comparison_word") }} as against_words on against.code = against_words.code
left join {{ ref("comparison_word") }} as change_words on against.change_code = change_words.code
