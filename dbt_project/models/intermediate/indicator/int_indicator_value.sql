-- Every territory, year and indicator has a row, in each zone the indicator admits; zones, and indicators of towns,
-- only where a town has a perimeter. A missing value keeps its row and says why. A table of its own, as half a dozen
-- models read it.

{% set coverage -%}
    case
        when grid.is_of_town then least(observed.coverage, coalesce(located.located_share, 0))
        else observed.coverage
    end
{%- endset %}

with judged as (
    select
        grid.indicator_code,
        grid.territory_level,
        grid.territory_code,
        grid.zone,
        grid.period,
        indicator.multiplier::double precision as multiplier,
        indicator.shift::double precision as shift,
        indicator.interval_method,
        observed.numerator,
        observed.denominator,
        observed.figure,
        observed.figure_low,
        observed.figure_high,
        {{ coverage }} as coverage,
        {{ status_reason(
            "observed", "withheld", "indicator", "source", "grid.territory_level",
            coverage,
            "(grid.is_of_town and grid.territory_level = 'commune' and coalesce(perimeter.is_sensitive, false))"
        ) }} as status_reason,
        source.is_break,
        source.is_provisional,
        source.is_simulated,
        source.source_vintages
    from {{ ref("int_indicator_grid") }} as grid
    inner join {{ ref("indicator") }} as indicator using (indicator_code)
    inner join {{ ref("int_indicator_source") }} as source using (indicator_code, period)
    left join {{ ref("int_indicator_observed") }} as observed
        using (indicator_code, territory_level, territory_code, zone, period)
    left join {{ ref("int_indicator_withheld") }} as withheld
        using (indicator_code, territory_level, territory_code, period)
    left join {{ ref("int_located_share") }} as located
        on indicator.coverage_measure = located.measure_code
        and grid.territory_level = located.territory_level
        and grid.territory_code = located.territory_code
        and grid.period = located.period
    left join {{ ref("stg_centre__perimeter") }} as perimeter
        on grid.territory_level = 'commune'
        and grid.territory_code = perimeter.code_commune
),

told as (
    select
        judged.*,
        coalesce(reason.obs_status, 'A') as obs_status,
        coalesce(status.is_missing, false) as is_missing
    from judged
    left join {{ ref("status_reason") }} as reason using (status_reason)
    left join {{ ref("obs_status") }} as status on reason.obs_status = status.obs_status
)

select
    indicator_code,
    territory_level,
    territory_code,
    zone,
    period,
    case when not is_missing then shift + multiplier * figure end as value,
    case when obs_status not in ('O', 'Q') then numerator end as numerator,
    case when obs_status not in ('O', 'Q') then denominator end as denominator,
    obs_status,
    case when obs_status = 'Q' then 'C' else 'F' end as conf_status,
    coverage,
    case
        when not is_missing
            then
                shift + multiplier
                * coalesce(figure_low, {{ interval_bound("interval_method", "numerator", "denominator", -1) }})
    end as ci_low,
    case
        when not is_missing
            then
                shift + multiplier
                * coalesce(figure_high, {{ interval_bound("interval_method", "numerator", "denominator", 1) }})
    end as ci_high,
    is_break,
    is_provisional,
    is_simulated,
    source_vintages,
    status_reason
from told
