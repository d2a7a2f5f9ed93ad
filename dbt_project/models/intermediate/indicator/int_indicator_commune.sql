-- Numerator and denominator of each ratio in each commune and zone. Both are kept or neither, so that the sums of a
-- larger territory cover the same communes; a suppressed side suppresses the pair, and leaves the bounds of both where
-- they are known; `is_left_out`: from larger sums, as one side is secret and has no bounds; `is_carried_forward`: the
-- population is of an earlier year. `units` counts those who answer for the figure, at the scarcer of its two dates:
-- few of them make it secret, none of them do not. One year of an indicator at a time, so that what is joined fits in
-- memory (ADR 27).
{{ config(meta={"part": "indicator_code"}, indexes=[{"columns": ["indicator_code", "period"]}]) }}

with indicator as (
    select
        indicator.indicator_code,
        indicator.numerator_measure,
        indicator.denominator_measure,
        indicator.denominator_year,
        coalesce(indicator.denominator_year, int_period.period - indicator.denominator_lag) as denominator_annee,
        case
            when indicator.denominator_measure = 'population_latest'
                then coalesce(indicator.denominator_year, int_period.period - indicator.denominator_lag)
        end as people_annee,
        indicator.units_measure,
        indicator.zones,
        int_period.period,
        indicator.denominator_measure is not null as is_ratio,
        coalesce(below.is_left_out_when_secret, false) as is_denominator_left_out
    from {{ ref("indicator") }} as indicator
    cross join {{ ref("int_period") }} as int_period
    left join {{ ref("measure") }} as below on indicator.denominator_measure = below.measure_code
    where indicator.model in ('ratio', 'growth')
    -- What is made of it lies in the order of its index, which is then made without sorting.
    order by indicator.indicator_code, int_period.period
),

paired as (
    select
        indicator.indicator_code,
        pair.code_commune,
        pair.zone,
        indicator.period,
        indicator.is_ratio,
        pair.numerator,
        pair.denominator,
        pair.units_now,
        pair.units_before,
        pair.numerator_low,
        pair.numerator_high,
        pair.denominator_low,
        pair.denominator_high,
        array[pair.numerator_status, coalesce(pair.denominator_status, 'A')] as statuses,
        indicator.is_denominator_left_out and pair.denominator_status = 'Q' as is_left_out,
        pair.has_denominator,
        indicator.denominator_measure = 'population_latest' and not pair.has_people as is_carried_forward
    from indicator
    cross join
        lateral (
            select
                numerator.code_commune,
                numerator.zone,
                numerator.value as numerator,
                denominator.value as denominator,
                units.value as units_now,
                units_before.value as units_before,
                numerator.obs_status as numerator_status,
                denominator.obs_status as denominator_status,
                coalesce(numerator.value_low, numerator.value) as numerator_low,
                coalesce(numerator.value_high, numerator.value) as numerator_high,
                coalesce(denominator.value_low, denominator.value) as denominator_low,
                coalesce(denominator.value_high, denominator.value) as denominator_high,
                denominator.code_commune is not null as has_denominator,
                people.code_commune is not null as has_people
            from {{ ref("int_measure") }} as numerator
            left join {{ ref("int_measure") }} as denominator
                on denominator.measure_code = indicator.denominator_measure
                and denominator.annee = indicator.denominator_annee
                and numerator.code_commune = denominator.code_commune
                and numerator.zone = denominator.zone
            left join {{ ref("int_measure") }} as people
                on people.measure_code = 'population'
                and people.annee = indicator.people_annee
                and numerator.code_commune = people.code_commune
                and numerator.zone = people.zone
            left join {{ ref("int_measure") }} as units
                on units.measure_code = indicator.units_measure
                and units.annee = indicator.period
                and numerator.code_commune = units.code_commune
                and numerator.zone = units.zone
            left join {{ ref("int_measure") }} as units_before
                on units_before.measure_code = indicator.units_measure
                and units_before.annee = indicator.denominator_year
                and numerator.code_commune = units_before.code_commune
                and numerator.zone = units_before.zone
            where
                numerator.measure_code = indicator.numerator_measure
                and numerator.annee = indicator.period
                and numerator.zone = any(string_to_array(indicator.zones, ' '))
            -- Kept apart: one year of an indicator at a time.
            offset 0
        ) as pair
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
