-- Indicators one side of which is a measure that is withheld here: for the few who answer for it, else to protect such
-- a figure. An indicator adds up the communes that have all it needs: one without (jobs and no land, a year and no base)
-- is left out of its sums and not of the measure's own, and the difference is that commune. So where what it has is
-- withheld, so are the sums it was left out of.
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
),

withheld as materialized (
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
),

-- Specialisation is left aside: it adds up each measure for itself.
paired as materialized (
    select indicator_code
    from {{ ref("indicator") }}
    where model in ('ratio', 'land_jobs') and indicator_code in (select indicator_code from withheld)
),

added as materialized (
    select indicator_code, territory_code, period
    from {{ ref("int_indicator_observed") }}
    where territory_level = 'commune' and zone = 'all' and indicator_code = any(array(select indicator_code from paired))
),

left_out as (
    select distinct
        withheld.indicator_code,
        membership.territory_level,
        membership.territory_code,
        withheld.period,
        'secondary' as reason
    from withheld
    inner join paired using (indicator_code)
    inner join {{ ref("int_territory_membership") }} as membership on withheld.territory_code = membership.code_commune
    left join added
        on withheld.indicator_code = added.indicator_code
        and withheld.territory_code = added.territory_code
        and withheld.period = added.period
    where withheld.territory_level = 'commune' and membership.territory_level <> 'commune' and added.period is null
)

select
    indicator_code,
    territory_level,
    territory_code,
    period,
    min(reason) as reason
from (
    select * from withheld
    union all
    select * from left_out
) as either
group by indicator_code, territory_level, territory_code, period
