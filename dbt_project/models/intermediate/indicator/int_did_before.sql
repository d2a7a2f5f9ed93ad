-- Core ratios of the panel's towns in the years before those published (first_measure_year on), which only serve trends
-- before the programme: the same formulas and the same secrecy as the published ones, on the same measures.
{{ config(indexes=[{"columns": ["territory_code", "indicator_code", "zone", "period"], "unique": true}]) }}

with indicator as (
    select
        indicator.indicator_code,
        indicator.numerator_measure,
        indicator.denominator_measure,
        indicator.denominator_lag,
        indicator.denominator_year,
        indicator.multiplier,
        indicator.shift,
        indicator.units_measure,
        indicator.is_count_ratio,
        indicator.scope,
        indicator.zones,
        indicator.coverage_measure,
        before.period
    from {{ ref("indicator") }} as indicator
    cross join generate_series({{ var("first_measure_year") }}, {{ var("first_period") }} - 1) as before (period)
    where indicator.model = 'ratio' and indicator.is_core
),

held as materialized (
    select code_commune as territory_code, zone, annee as period, measure_code, value, obs_status
    from {{ ref("int_measure") }}
    where
        code_commune in (select territory_code from {{ ref("int_did_town") }})
        and (
            annee < {{ var("first_period") }}
            or annee in (select denominator_year from {{ ref("indicator") }} where denominator_year is not null)
        )
),

-- As int_measure_value, for these towns and years alone.
measured as materialized (
    select
        held.*,
        case
            when held.obs_status = 'Q' then {{ secret_reason("'commune'") }}
            when units.value > 0 and units.value < {{ var("withheld_below") }} then 'few_units'
            when secondary.measure_code is not null then 'secondary'
            when held.obs_status = 'D' then 'unrefined'
            when held.obs_status = 'E' then {{ estimate_reason("held.measure_code", "people.value is not null") }}
        end as status_reason
    from held
    inner join {{ ref("measure") }} as measure using (measure_code)
    left join held as units
        on measure.units_measure = units.measure_code
        and held.territory_code = units.territory_code
        and held.zone = units.zone
        and held.period = units.period
    left join held as people
        on people.measure_code = 'population'
        and held.territory_code = people.territory_code
        and held.zone = people.zone
        and held.period = people.period
    left join {{ ref("int_measure_secondary") }} as secondary
        on secondary.territory_level = 'commune'
        and held.measure_code = secondary.measure_code
        and held.territory_code = secondary.territory_code
        and held.period = secondary.period
),

paired as (
    select
        indicator.indicator_code,
        numerator.territory_code,
        numerator.zone,
        indicator.period,
        indicator.multiplier::double precision as multiplier,
        indicator.shift::double precision as shift,
        case when indicator.is_count_ratio then denominator.value end as count_base,
        indicator.scope = 'town' or numerator.zone <> 'all' as is_of_town,
        indicator.coverage_measure,
        array[numerator.status_reason, denominator.status_reason] as reasons,
        case
            when indicator.denominator_measure is null then numerator.value
            else numerator.value / nullif(greatest(denominator.value, 0), 0)
        end as figure
    from indicator
    inner join measured as numerator
        on indicator.numerator_measure = numerator.measure_code
        and indicator.period = numerator.period
        and numerator.zone = any(string_to_array(indicator.zones, ' '))
    left join measured as denominator
        on indicator.denominator_measure = denominator.measure_code
        and coalesce(indicator.denominator_year, indicator.period - indicator.denominator_lag) = denominator.period
        and numerator.territory_code = denominator.territory_code
        and numerator.zone = denominator.zone
    where indicator.denominator_measure is null or denominator.measure_code is not null
),

judged as (
    select
        paired.*,
        case
            {% for secret in ["published_mark", "few_units", "secondary"] -%}
            when '{{ secret }}' = any(paired.reasons) then '{{ secret }}'
            {% endfor -%}
            when paired.figure is null then 'nothing_to_divide'
            when paired.count_base < {{ var("withheld_below") }} then 'few_units'
            when
                paired.is_of_town
                and coalesce(located.located_share, 0) < {{ var("coverage_withheld_below") }}
                then 'coverage'
            when paired.count_base < {{ var("fragile_below") }} then 'small_numbers'
            when
                paired.is_of_town
                and coalesce(located.located_share, 0) < {{ var("coverage_fragile_below") }}
                then 'partial_coverage'
            else coalesce(paired.reasons[1], paired.reasons[2])
        end as status_reason
    from paired
    left join {{ ref("int_located_share") }} as located
        on located.territory_level = 'commune'
        and paired.coverage_measure = located.measure_code
        and paired.territory_code = located.territory_code
        and paired.period = located.period
)

select
    judged.indicator_code,
    judged.territory_code,
    judged.zone,
    judged.period,
    case when status.is_missing is not true then judged.shift + judged.multiplier * judged.figure end as value,
    coalesce(reason.obs_status, 'A') as obs_status,
    judged.status_reason
from judged
left join {{ ref("status_reason") }} as reason using (status_reason)
left join {{ ref("obs_status") }} as status on reason.obs_status = status.obs_status
