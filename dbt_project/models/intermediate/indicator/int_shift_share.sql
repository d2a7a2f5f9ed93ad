-- The change of private jobs of a span, cut in three: as all jobs of France (national), for the sectors that the
-- territory has (mix), and the rest, its own (local). Whole jobs that add up to the change: each is rounded so that
-- what few answer for cannot be solved for. Withheld where either date's jobs are, or where there are few sectors.
{% set first = "base.status_reason in ('few_units', 'secondary', 'published_mark', 'secret_part')" -%}
{% set last = "held.status_reason in ('few_units', 'secondary', 'published_mark', 'secret_part')" -%}
with span as (
    select distinct base_period, period
    from {{ ref("int_shift_commune") }}
),

part as (
    select
        membership.territory_level,
        membership.territory_code,
        one.base_period,
        one.period,
        sum(one.expected_jobs) as expected_jobs,
        max(one.sectors) as sectors
    from {{ ref("int_shift_commune") }} as one
    inner join {{ ref("int_territory_membership") }} as membership using (code_commune)
    group by membership.territory_level, membership.territory_code, one.base_period, one.period
),

held as (
    select *
    from {{ ref("int_measure_value") }}
    where measure_code = 'jobs_private' and zone = 'all'
),

judged as (
    select
        territory.territory_level,
        territory.territory_code,
        span.base_period,
        span.period,
        base.value::numeric as jobs_base,
        held.value::numeric as jobs,
        france.value::numeric / france_base.value::numeric - 1 as growth,
        coalesce(part.expected_jobs, 0) as expected_jobs,
        least(base.coverage, held.coverage) as coverage,
        case
            when base.measure_code is null or held.measure_code is null then 'not_known'
            when {{ first }} then base.status_reason
            when {{ last }} then held.status_reason
            when france.value is null or france_base.value is null then 'secret_part'
            when base.value > 0 and part.sectors < {{ var("sectors_least") }} then 'few_sectors'
            when base.coverage <> held.coverage or base.coverage < {{ var("coverage_withheld_below") }} then 'coverage'
            when base.coverage < {{ var("coverage_fragile_below") }} then 'partial_coverage'
            when 'E' in (base.obs_status, held.obs_status) then 'shared_by_split'
        end as status_reason
    from {{ ref("int_territory") }} as territory
    cross join span
    left join held
        on territory.territory_level = held.territory_level
        and territory.territory_code = held.territory_code
        and span.period = held.period
    left join held as base
        on territory.territory_level = base.territory_level
        and territory.territory_code = base.territory_code
        and span.base_period = base.period
    left join held as france on france.territory_level = 'france' and span.period = france.period
    left join held as france_base on france_base.territory_level = 'france' and span.base_period = france_base.period
    left join part
        on territory.territory_level = part.territory_level
        and territory.territory_code = part.territory_code
        and span.base_period = part.base_period
        and span.period = part.period
)

select
    judged.territory_level,
    judged.territory_code,
    judged.base_period,
    judged.period,
    case when status.is_missing is not true then round(judged.jobs_base) end as jobs_base,
    case when status.is_missing is not true then round(judged.jobs_base) + round(judged.jobs - judged.jobs_base) end
        as jobs,
    case when status.is_missing is not true then round(judged.jobs - judged.jobs_base) end as change,
    case when status.is_missing is not true then round(judged.jobs_base * judged.growth) end as national_effect,
    case
        when status.is_missing is not true
            then round(judged.expected_jobs - judged.jobs_base) - round(judged.jobs_base * judged.growth)
    end as mix_effect,
    case
        when status.is_missing is not true
            then round(judged.jobs - judged.jobs_base) - round(judged.expected_jobs - judged.jobs_base)
    end as local_effect,
    coalesce(reason.obs_status, 'A') as obs_status,
    judged.coverage,
    judged.status_reason
from judged
left join {{ ref("status_reason") }} as reason using (status_reason)
left join {{ ref("obs_status") }} as status on reason.obs_status = status.obs_status
