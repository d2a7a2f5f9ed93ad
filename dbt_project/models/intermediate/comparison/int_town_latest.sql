-- Core figures of towns, each of the last year of its indicator, and where the town lies.
select
    score.code_commune,
    score.town_name,
    score.departement_code,
    territory.departement_name,
    territory.region_name,
    territory.epci_code,
    territory.epci_name,
    territory.population,
    score.population_band,
    territory.is_acv,
    territory.is_pvd,
    territory.is_ort,
    territory.acv_cohort_fr,
    town.mairie_longitude::double precision as longitude,
    town.mairie_latitude::double precision as latitude,
    score.indicator_code,
    score.period,
    score.value,
    score.obs_status,
    score.is_simulated
from {{ ref("int_town_score") }} as score
inner join {{ ref("int_indicator_year") }} as latest
    on score.indicator_code = latest.indicator_code
    and score.period = latest.period
    and latest.is_latest
inner join {{ ref("int_territory_profile") }} as territory
    on territory.territory_level = 'commune'
    and score.code_commune = territory.territory_code
left join {{ ref("int_town") }} as town on score.code_commune = town.code_commune
where score.is_core
