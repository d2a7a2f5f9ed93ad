-- Numerator and denominator of each indicator in each commune. Of a ratio both are kept or neither, so that
-- the sums of a larger territory cover the same communes.
with paired as (
    select
        indicator.indicator_code,
        numerator.code_commune,
        period.period,
        indicator.denominator_measure is not null as is_ratio,
        numerator.value as numerator,
        denominator.value as denominator,
        'E' in (numerator.obs_status, denominator.obs_status) as is_estimated
    from {{ ref("indicator") }} as indicator
    cross join {{ ref("int_period") }} as period
    inner join {{ ref("int_measure") }} as numerator
        on indicator.numerator_measure = numerator.measure_code
        and period.period = numerator.annee
    left join {{ ref("int_measure") }} as denominator
        on indicator.denominator_measure = denominator.measure_code
        and period.period - indicator.denominator_lag = denominator.annee
        and numerator.code_commune = denominator.code_commune
)

select
    indicator_code,
    code_commune,
    period,
    numerator,
    denominator,
    coalesce(is_estimated, false) as is_estimated
from paired
where not is_ratio or denominator is not null
