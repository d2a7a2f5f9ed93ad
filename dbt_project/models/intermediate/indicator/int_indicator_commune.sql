-- Numerator and denominator of each ratio in each commune and zone. Both are kept or neither, so that the sums of a
-- larger territory cover the same communes; a suppressed side suppresses the pair, and leaves the bounds of both where
-- they are known; `is_left_out`: from larger sums, as one side is secret and has no bounds; `is_carried_forward`: the
-- population is of an earlier year. `units` counts those who
-- answer for the figure, at the scarcer of its two dates: few of them make it secret, none of them do not.
{{ config(indexes=[{"columns": ["indicator_code", "period"]}]) }}

with indicator as (
    select
        indicator.indicator_code,
        indicator.numerator_measure,
        indicator.denominator_measure,
        indicator.denominator_lag,
        indicator.denominator_year,
        indicator.units_measure,
        indicator.zones,
        int_period.period,
        indicator.denominator_measure is not null as is_ratio,
        coalesce(below.is_left_out_when_secret, false) as is_denominator_left_out
    from {{ ref("indicator") }} as indicator
    cross join {{ ref("int_period") }} as int_period
    left join {{ ref("measure") }} as below on indicator.denominator_measure = below.measure_code
    where indicator.model in ('ratio', 'growth')
),

paired as (
    select
        indicator.indicator_code,
        numerator.code_commune,
        numerator.zone,
        indicator.period,
        indicator.is_ratio,
        numerator.value as numerator,
        denominator.value as denominator,
        units.value as units_now,
        units_before.value as units_before,
        coalesce(numerator.value_low, numerator.value) as numerator_low,
        coalesce(numerator.value_high, numerator.value) as numerator_high,
        coalesce(denominator.value_low, denominator.value) as denominator_low,
        coalesce(denominator.value_high, denominator.value) as denominator_high,
        array[numerator.obs_status, coalesce(denominator.obs_status, 'A')] as statuses,
        indicator.is_denominator_left_out and denominator.obs_status = 'Q' as is_left_out,
        denominator.code_commune is not null as has_denominator,
        indicator.denominator_measure = 'population_latest' and people.code_commune is null as is_carried_forward
    from indicator
    inner join {{ ref("int_measure") }} as numerator
        on indicator.numerator_measure = numerator.measure_code
        and indicator.period = numerator.annee
        and numerator.zone = any(string_to_array(indicator.zones, ' '))
    left join {{ ref("int_measure") }} as denominator
        on indicator.denominator_measure = denominator.measure_code
        and coalesce(indicator.denominator_year, indicator.period - indicator.denominator_lag) = denominator.annee
        and numerator.code_commune = denominator.code_commune
        and numerator.zone = denominator.zone
    left join {{ ref("int_measure") }} as people
        on people.measure_code = 'population'
        and indicator.denominator_measure = 'population_latest'
        and denominator.annee = people.annee
        and denominator.code_commune = people.code_commune
        and denominator.zone = people.zone
    left join {{ ref("int_measure") }} as units
        on indicator.units_measure = units.measure_code
        and indicator.period = units.annee
        and numerator.code_commune = units.code_commune
        and numerator.zone = units.zone
    left join {{ ref("int_measure") }} as units_before
        on indicator.units_measure = units_before.measure_code
        and indicator.denominator_year = units_before.annee
        and numerator.code_commune = units_before.code_commune
        and numerator.zone = units_before.zone
)

select
    indicator_code,
    code_commune,
    zone,
    period,
    case when not 'Q' = any(statuses) then numerator end as numerator,
    case when not 'Q' = any(statuses) then denominator end as denominator,
    least(nullif(units_now, 0), nullif(units_before, 0)) as units,
    units_now,
    units_before,
    case
        when 'Q' = any(statuses) then 'Q'
        when 'D' = any(statuses) then 'D'
        when 'E' = any(statuses) then 'E'
        else 'A'
    end as obs_status,
    {% for term in ["numerator_low", "numerator_high", "denominator_low", "denominator_high"] -%}
    case
        when 'Q' = any(statuses) and numerator_high is not null and (denominator_high is not null or not is_ratio)
            then {{ term }}
    end as {{ term }},
    {% endfor -%}
    coalesce(is_left_out, false) as is_left_out,
    coalesce(is_carried_forward, false) as is_carried_forward
from paired
where not is_ratio or has_denominator
