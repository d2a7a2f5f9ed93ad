-- Indicators one side of which is a measure that is withheld here: for the few who answer for it, else to protect such
-- a figure.
select
    indicator.indicator_code,
    side.territory_level,
    side.territory_code,
    period.period,
    min(side.status_reason) as reason
from {{ ref("indicator") }} as indicator
cross join {{ ref("int_period") }} as period
inner join {{ ref("int_measure_value") }} as side
    on (indicator.numerator_measure = side.measure_code and period.period = side.period)
    or (
        indicator.denominator_measure = side.measure_code
        and coalesce(indicator.denominator_year, period.period - indicator.denominator_lag) = side.period
    )
where indicator.model = 'ratio' and side.zone = 'all' and side.status_reason in ('few_units', 'secondary')
group by indicator.indicator_code, side.territory_level, side.territory_code, period.period
