-- Town × year × core indicator and zone, with what a comparison before and after needs of the town.
{{ config(meta={"part": "indicator_code"}) }}

with observed as (
    select
        indicator_code,
        territory_code,
        zone,
        period,
        value,
        obs_status,
        status_reason,
        false as is_break,
        false as is_provisional,
        null::boolean as is_simulated
    from {{ ref("int_did_before") }}
    union all
    select
        indicator_code,
        code_commune,
        zone,
        period,
        value,
        obs_status,
        status_reason,
        is_break,
        is_provisional,
        is_simulated
    from {{ ref("int_town_value") }}
    where
        code_commune in (select territory_code from {{ ref("int_did_town") }})
        and indicator_code in (select indicator_code from {{ ref("indicator") }} where is_core)
)

select
    town.territory_code,
    town.territory_name,
    observed.indicator_code,
    observed.zone,
    observed.period,
    observed.value,
    observed.obs_status,
    observed.status_reason,
    observed.is_break,
    observed.is_provisional,
    coalesce(
        observed.is_simulated,
        bool_or(observed.is_simulated) over (partition by observed.indicator_code), false
    ) as is_simulated,
    indicator.denominator_measure is null and indicator.model = 'ratio' as is_count,
    town.epci_code,
    town.population_before,
    town.population_band_before,
    town.urban_role,
    town.is_overseas,
    town.is_paris_suburb,
    town.is_acv,
    town.cohort,
    town.phase,
    town.is_pvd,
    town.is_never_treated,
    town.is_ort,
    town.ort_year,
    town.design_role,
    town.exclusion_reason,
    coalesce(observed.period >= town.cohort, false) as is_treated,
    observed.period - town.cohort as years_since_entry,
    town.matching_class,
    town.matching_weight,
    case
        when count(observed.value) filter (where observed.period between 2012 and 2017) over series >= 3
            then
                regr_slope(observed.value, observed.period)
                filter (where observed.period between 2012 and 2017)
                    over series
    end as trend_2012_2017,
    case
        when count(observed.value) filter (where observed.period between 2018 and 2022) over series >= 3
            then
                regr_slope(observed.value, observed.period)
                filter (where observed.period between 2018 and 2022)
                    over series
    end as trend_2018_2022
from observed
inner join {{ ref("int_did_town") }} as town using (territory_code)
inner join {{ ref("indicator") }} as indicator using (indicator_code)
window series as (
    partition by observed.territory_code, observed.indicator_code, observed.zone
    -- In their order, or the last digits of a slope would be those of the order in which they came.
    order by observed.period rows between unbounded preceding and unbounded following
)
