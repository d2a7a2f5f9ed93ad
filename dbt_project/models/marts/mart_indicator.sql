-- A view, so that no row is stored twice: it reads marts of its own release only, and so holds still with them. Joins
-- are left ones: no row is lost, and PostgreSQL leaves out those of which no column is asked.
{{ config(materialized="view") }}

select
    fact.indicator_code,
    fact.territory_level,
    fact.territory_code,
    fact.zone,
    fact.period,
    indicator_year.period_date,
    indicator_year.is_latest,
    territory.territory_name,
    territory.territory_label,
    level.label_fr as level_fr,
    level.label_en as level_en,
    zone.label_fr as zone_fr,
    zone.label_en as zone_en,
    territory.epci_name,
    territory.departement_code,
    territory.departement_name,
    territory.region_name,
    territory.population_band,
    territory.is_in_scope,
    territory.is_acv,
    territory.is_pvd,
    territory.is_ort,
    territory.acv_cohort_fr,
    indicator.label_fr as indicator_fr,
    indicator.label_en as indicator_en,
    indicator.theme,
    theme.label_fr as theme_fr,
    theme.label_en as theme_en,
    theme.theme_order,
    indicator.is_core,
    indicator.unit_fr,
    indicator.unit as unit_en,
    indicator.decimals,
    indicator.direction,
    fact.value,
    coalesce(
        {{ french_number("fact.value", "indicator.decimals", "indicator.after_value_fr") }}, status.shown_fr
    ) as value_text_fr,
    fact.ci_low,
    fact.ci_high,
    fact.numerator,
    fact.denominator,
    100 * fact.coverage as coverage_percent,
    fact.obs_status,
    status.label_fr as status_fr,
    status.label_en as status_en,
    status.reason_fr,
    status.reason_en,
    status.is_usable,
    fact.is_break,
    fact.is_provisional,
    fact.is_simulated
from {{ ref("fct_indicator_value") }} as fact
left join {{ ref("dim_indicator") }} as indicator on fact.indicator_code = indicator.indicator_code
left join {{ ref("dim_theme") }} as theme on indicator.theme = theme.theme
left join {{ ref("dim_indicator_year") }} as indicator_year
    on fact.indicator_code = indicator_year.indicator_code
    and fact.period = indicator_year.period
left join {{ ref("dim_territory") }} as territory
    on fact.territory_level = territory.territory_level
    and fact.territory_code = territory.territory_code
left join {{ ref("dim_level") }} as level on fact.territory_level = level.territory_level
left join {{ ref("dim_zone") }} as zone on fact.zone = zone.zone
left join {{ ref("dim_status") }} as status
    on fact.obs_status = status.obs_status
    and coalesce(fact.status_reason, '') = coalesce(status.status_reason, '')
