-- Indicators one side of which is a measure that is withheld here: for the few who answer for it, else to protect such
-- a figure. An indicator adds up communes that have all it needs: one without (jobs and no land, a year and no base) is
-- left out of its sums and not of the measure's own, and the difference is that commune. So where what it has is
-- withheld, so are the sums it was left out of.
{{ config(indexes=[{"columns": ["indicator_code", "period"]}], sql_header=hashed_joins()) }}

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
    inner join {{ ref("int_measure_reason") }} as held
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
    where
        territory_level = 'commune'
        and zone = 'all'
        -- A few codes, in an array so that the view's own scans are told.
        and indicator_code = any(array(select indicator_code from paired))
),

departement as materialized (
    select membership.territory_code, membership.code_commune
    from {{ ref("int_territory_membership") }} as membership
    where membership.territory_level = 'departement'
),

reached as materialized (
    select distinct added.indicator_code, added.period, departement.territory_code
    from added
    inner join departement on added.territory_code = departement.code_commune
),

-- Of a department that is left out whole the difference is its own sum, which is shown or withheld for itself.
alone as (
    select
        withheld.indicator_code,
        withheld.period,
        withheld.territory_code,
        reached.period is null and own.period is null as is_told_of_whole
    from withheld
    inner join paired on withheld.indicator_code = paired.indicator_code
    left join added
        on withheld.indicator_code = added.indicator_code
        and withheld.territory_code = added.territory_code
        and withheld.period = added.period
    left join departement on withheld.territory_code = departement.code_commune
    left join reached
        on withheld.indicator_code = reached.indicator_code
        and withheld.period = reached.period
        and departement.territory_code = reached.territory_code
    left join withheld as own
        on own.territory_level = 'departement'
        and withheld.indicator_code = own.indicator_code
        and withheld.period = own.period
        and departement.territory_code = own.territory_code
    where withheld.territory_level = 'commune' and added.period is null
),

left_out as (
    select distinct
        alone.indicator_code,
        membership.territory_level,
        membership.territory_code,
        alone.period,
        'secondary' as reason
    from alone
    inner join {{ ref("int_territory_membership") }} as membership on alone.territory_code = membership.code_commune
    where
        membership.territory_level <> 'commune'
        and not (alone.is_told_of_whole and membership.territory_level in ('region', 'france'))
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
