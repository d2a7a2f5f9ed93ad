-- Indicators one side of which is a measure that is withheld here: for the few who answer for it, else to protect such
-- a figure.
with side as (
    select
        indicator.indicator_code,
        int_period.period,
        term.measure_code,
        term.annee
    from {{ ref("indicator") }} as indicator
    cross join {{ ref("int_period") }} as int_period
    cross join
        lateral (
            values
            (indicator.numerator_measure, int_period.period),
            (
                indicator.denominator_measure,
                coalesce(indicator.denominator_year, int_period.period - indicator.denominator_lag)
            )
        ) as term (measure_code, annee)
    where indicator.model in ('ratio', 'land_jobs')
    union all
    select indicator.indicator_code, int_period.period, term.measure_code, int_period.period as annee
    from {{ ref("indicator") }} as indicator
    cross join {{ ref("int_period") }} as int_period
    cross join
        lateral (values ('jobs_industry'), ('jobs_private'), ('temporary_jobs')) as term (measure_code)
    where indicator.model = 'specialisation'
)

select
    side.indicator_code,
    held.territory_level,
    held.territory_code,
    side.period,
    min(held.status_reason) as reason
from side
inner join {{ ref("measure") }} as measure using (measure_code)
inner join {{ ref("int_measure_value") }} as held
    on side.measure_code = held.measure_code
    and side.annee = held.period
where
    (
        measure.units_measure is not null
        {%- for change, _, _ in measure_changes() %}
        or measure.measure_code = '{{ change }}'
        {%- endfor %}
    )
    and held.zone = 'all'
    and held.status_reason in ('few_units', 'secondary')
group by side.indicator_code, held.territory_level, held.territory_code, side.period
