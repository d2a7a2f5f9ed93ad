-- Survival at 36 months, of storefronts born and of those taken over in place. Fewer births than `pooled_below` in a
-- cohort: the three last cohorts together (status D).
{{ config(indexes=[{"columns": ["indicator_code", "period"]}]) }}

with cohort as (
    select
        side.indicator_code,
        measured.territory_level,
        measured.territory_code,
        measured.zone,
        measured.period,
        max(measured.value) filter (where side.is_surviving) as survivors,
        max(measured.value) filter (where not side.is_surviving) as born,
        {{ summed_status("measured.obs_status") }} as obs_status,
        min(measured.coverage) as coverage
    from {{ parts_of(
        ref("int_territory_measure"),
        "measure_code",
        ["survival_survivors", "survival_cohort", "takeover_survivors", "takeover_cohort"]
    ) }} as measured
    inner join (
        values
        ('C06', 'survival_survivors', true),
        ('C06', 'survival_cohort', false),
        ('T06', 'takeover_survivors', true),
        ('T06', 'takeover_cohort', false)
    ) as side (indicator_code, measure_code, is_surviving) using (measure_code)
    group by
        side.indicator_code,
        measured.territory_level,
        measured.territory_code,
        measured.zone,
        measured.period
),

pooled as (
    select
        *,
        sum(survivors) over three as pooled_survivors,
        sum(born) over three as pooled_born,
        born < {{ var("pooled_below") }} and count(*) over three = 3 as is_pooled
    from cohort
    window three as (
        partition by indicator_code, territory_level, territory_code, zone
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
    indicator_code,
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
