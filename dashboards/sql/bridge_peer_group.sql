-- A town and each of its fifteen peers, a row each and figure: whole towns.
with member as (
    select
        code_commune as town_code,
        code_commune as member_code,
        0 as rank
    from marts.dim_peer_search
    where variant = 'all'
    union all
    select
        code_commune,
        peer_code_commune,
        rank
    from marts.bridge_peer_group
    where variant = 'all'
)

select
    town.territory_label,
    case when member.rank = 0 then '▶ ' else '' end || other.territory_label as member_label,
    case when member.rank = 0 then 'La ville' else 'Une de ses comparables' end as role_fr,
    member.rank,
    other.departement_name,
    other.population,
    indicator.indicator_code,
    indicator.label_fr as indicator_fr,
    indicator.unit_fr,
    figure.period,
    of_year.is_latest,
    figure.value,
    figure.obs_status,
    figure.is_simulated
from member
inner join marts.dim_territory as town
    on town.territory_level = 'commune' and member.town_code = town.territory_code
inner join marts.dim_territory as other
    on other.territory_level = 'commune' and member.member_code = other.territory_code
inner join marts.fct_indicator_value as figure
    on figure.territory_level = 'commune' and member.member_code = figure.territory_code and figure.zone = 'all'
inner join marts.dim_indicator as indicator on figure.indicator_code = indicator.indicator_code
inner join marts.dim_indicator_year as of_year
    on figure.indicator_code = of_year.indicator_code and figure.period = of_year.period
