-- Each indicator's last figure of each town in scope, with its rank among the towns of the same size.
with latest as (
    select distinct on (indicator_code, code_commune)
        indicator_code,
        code_commune,
        zone,
        period,
        value,
        obs_status,
        status_fr,
        reason_fr,
        change_since_2022,
        is_across_break,
        is_simulated
    from marts.mart_town_scorecard
    where obs_status <> 'O'
    order by indicator_code, code_commune, period desc
)

select
    latest.*,
    town.territory_label as label,
    town.population_band,
    placed.rank,
    placed.ranked_among
from latest
inner join marts.dim_territory as town
    on town.territory_level = 'commune'
    and latest.code_commune = town.territory_code
left join marts.mart_rank as placed
    on placed.group_kind = 'population_band'
    and town.population_band = placed.group_code
    and latest.code_commune = placed.code_commune
    and latest.indicator_code = placed.indicator_code
    and latest.zone = placed.zone
    and latest.period = placed.period
order by latest.indicator_code, town.territory_label collate "C", latest.code_commune
