-- Files behind each indicator of a year, whether the year breaks the series, whether it will be revised (the last
-- years for which the numerator is known), and why a figure of that year would be absent. In the order in which
-- fct_indicator_value is then written: its keys are indexed without sorting.
with told as (
    select measure_code, annee, source_vintages, is_simulated
    from {{ ref("int_measure_source") }}
    union all
    select
        'median_living_standard',
        median.annee,
        median.raw_table || '@' || median.vintage,
        bool_or(load.is_simulated)
    from {{ ref("int_median_living_standard") }} as median
    left join {{ ref("stg_ops__load") }} as load
        on median.raw_table = load.raw_table
        and median.vintage = load.vintage
    group by median.annee, median.raw_table, median.vintage
),

known as (
    select measure_code, min(annee) as first_year, max(annee) as last_year
    from told
    group by measure_code
),

-- Of the files it needs, those that only users can give.
needed as (
    select indicator.indicator_code, array_agg(distinct needs.raw_table) as given
    from {{ ref("indicator") }} as indicator
    inner join {{ ref("measure") }} as measure
        on measure.measure_code in (indicator.numerator_measure, indicator.denominator_measure)
    cross join lateral unnest(string_to_array(measure.needs, ' ')) as needs (raw_table)
    where needs.raw_table = any(string_to_array('{{ given_tables() | join(" ") }}', ' '))
    group by indicator.indicator_code
),

indicator as (
    select
        indicator.indicator_code,
        indicator.denominator_measure,
        indicator.denominator_lag,
        indicator.denominator_year,
        indicator.provisional_years,
        case indicator.model
            when 'median' then 'median_living_standard'
            when 'specialisation' then 'jobs_private'
            when 'shift' then 'jobs_private'
            else indicator.numerator_measure
        end as told_by
    from {{ ref("indicator") }} as indicator
)

select
    indicator.indicator_code,
    period.period,
    exists(
        select from {{ ref("int_series_break") }} as breaking
        where breaking.indicator_code = indicator.indicator_code and breaking.break_year = period.period
    ) as is_break,
    coalesce(
        period.period between known.last_year - indicator.provisional_years + 1 and known.last_year, false
    ) as is_provisional,
    coalesce(numerator.is_simulated, false) or coalesce(denominator.is_simulated, false) as is_simulated,
    nullif(
        concat_ws(', ', numerator.source_vintages, nullif(denominator.source_vintages, numerator.source_vintages)), ''
    ) as source_vintages,
    case
        when not loaded.tables @> needed.given then 'not_given'
        when period.period < greatest(known.first_year, below.first_year + indicator.denominator_lag)
            then 'before_series'
        when period.period > least(known.last_year, below.last_year + indicator.denominator_lag)
            then 'not_published_yet'
        else 'not_known'
    end as absence
from indicator
cross join {{ ref("int_period") }} as period
cross join (select array_agg(raw_table) as tables from {{ ref("stg_ops__raw_table") }}) as loaded
left join needed on indicator.indicator_code = needed.indicator_code
left join known on indicator.told_by = known.measure_code
left join known as below on indicator.denominator_measure = below.measure_code
left join told as numerator
    on indicator.told_by = numerator.measure_code
    and period.period = numerator.annee
left join {{ ref("int_measure_source") }} as denominator
    on indicator.denominator_measure = denominator.measure_code
    and coalesce(indicator.denominator_year, period.period - indicator.denominator_lag) = denominator.annee
order by indicator.indicator_code, period.period
