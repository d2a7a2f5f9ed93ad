-- Survival at 36 months. Fewer births than `pooled_below` in a cohort: the three last cohorts together (status D).
with cohort as (
    select
        territory_level,
        territory_code,
        zone,
        period,
        max(value) filter (where measure_code = 'survival_survivors') as survivors,
        max(value) filter (where measure_code = 'survival_cohort') as born,
        {{ summed_status("obs_status") }} as obs_status,
        min(coverage) as coverage
    from {{ ref("int_territory_measure") }}
    where measure_code in ('survival_survivors', 'survival_cohort')
    group by territory_level, territory_code, zone, period
),

pooled as (
    select
        *,
        sum(survivors) over three as pooled_survivors,
        sum(born) over three as pooled_born,
        born < {{ var("pooled_below") }} and count(*) over three = 3 as is_pooled
    from cohort
    window three as (
        partition by territory_level, territory_code, zone
        order by period
        range between 2 preceding and current row
    )
),

counted as (
    select
        *,
        case when is_pooled then pooled_survivors else survivors end as numerator,
        case when is_pooled then pooled_born else born end as denominator
    from pooled
)

select
    'C06' as indicator_code,
    territory_level,
    territory_code,
    zone,
    period,
    numerator,
    denominator,
    numerator / nullif(denominator, 0) as figure,
    denominator as count_base,
    null::numeric as units,
    case when is_pooled then 'D' else obs_status end as obs_status,
    coverage,
    case when is_pooled then 'pooled' end as status_reason,
    null::double precision as figure_low,
    null::double precision as figure_high
from counted
where zone <> 'unlocated'
