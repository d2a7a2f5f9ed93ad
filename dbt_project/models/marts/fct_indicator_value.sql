-- Every territory, year and indicator has a row. Larger territories sum what their communes hold: a rate is
-- never an average of rates.
{{ config(
    indexes=[
        {"columns": ["indicator_code", "territory_level", "territory_code", "period"], "unique": true},
        {"columns": ["territory_code", "indicator_code"]},
    ]
) }}

with summed as (
    select
        indicator_code,
        'commune' as territory_level,
        code_commune as territory_code,
        period,
        numerator,
        denominator,
        is_estimated
    from {{ ref("int_indicator_commune") }}
    union all
    select
        part.indicator_code,
        membership.territory_level,
        membership.territory_code,
        part.period,
        sum(part.numerator),
        sum(part.denominator),
        -- What a split shares out between communes leaves the total of a larger territory exact.
        false
    from {{ ref("int_indicator_commune") }} as part
    inner join {{ ref("int_territory_membership") }} as membership using (code_commune)
    where membership.territory_level <> 'commune'
    group by part.indicator_code, membership.territory_level, membership.territory_code, part.period
),

sourced as (
    select
        indicator.*,
        indicator.denominator_measure is not null as is_ratio,
        period.period,
        coalesce(period.period = indicator.break_year, false) as is_break,
        indicator.is_last_year_provisional
        and period.period = (select max(period) from {{ ref("int_period") }}) as is_provisional,
        coalesce(numerator.is_simulated, false) or coalesce(denominator.is_simulated, false) as is_simulated,
        concat_ws(', ', numerator.source_vintages, nullif(denominator.source_vintages, numerator.source_vintages))
            as source_vintages
    from {{ ref("dim_indicator") }} as indicator
    cross join {{ ref("int_period") }} as period
    left join {{ ref("int_measure_source") }} as numerator
        on indicator.numerator_measure = numerator.measure_code
        and period.period = numerator.annee
    left join {{ ref("int_measure_source") }} as denominator
        on indicator.denominator_measure = denominator.measure_code
        and period.period - indicator.denominator_lag = denominator.annee
),

judged as (
    select
        sourced.indicator_code,
        territory.territory_level,
        territory.territory_code,
        sourced.period,
        summed.numerator,
        summed.denominator,
        sourced.is_ratio,
        sourced.multiplier,
        {{ obs_status(
            "sourced.is_ratio", "summed.numerator", "summed.denominator",
            "sourced.is_break", "sourced.is_provisional", "summed.is_estimated"
        ) }} as obs_status,
        sourced.is_simulated,
        sourced.source_vintages
    from {{ ref("dim_territory") }} as territory
    cross join sourced
    left join summed using (indicator_code, territory_level, territory_code, period)
)

select
    indicator_code,
    territory_level,
    territory_code,
    period,
    case
        when obs_status in ('O', 'M', 'Q') then null
        when is_ratio then (multiplier * numerator / denominator)::double precision
        else (multiplier * numerator)::double precision
    end as value,
    numerator::double precision as numerator,
    denominator::double precision as denominator,
    obs_status,
    is_simulated,
    nullif(source_vintages, '') as source_vintages
from judged
