-- Share of industry in a territory's private jobs against its share in France's, employees of temporary work agencies
-- left out of both totals: 1 is as industrial as France. Below `few_jobs_below` jobs the quotient is unstable.
{{ config(indexes=[{"columns": ["indicator_code", "period"]}]) }}

with jobs as (
    select
        territory_level,
        territory_code,
        period,
        max(value) filter (where measure_code = 'jobs_industry') as industry,
        max(value) filter (where measure_code = 'jobs_private')
        - max(value) filter (where measure_code = 'temporary_jobs') as everywhere,
        {{ summed_status("obs_status") }} as obs_status,
        min(coverage) as coverage
    from {{ parts_of(
        ref("int_territory_measure"), "measure_code", ["jobs_industry", "jobs_private", "temporary_jobs"]
    ) }} as held
    where zone = 'all'
    group by territory_level, territory_code, period
    having count(*) = 3
)

select
    'P03' as indicator_code,
    jobs.territory_level,
    jobs.territory_code,
    'all' as zone,
    jobs.period,
    jobs.industry / nullif(jobs.everywhere, 0) as numerator,
    france.industry / nullif(france.everywhere, 0) as denominator,
    (jobs.industry / nullif(jobs.everywhere, 0)) / nullif(france.industry / nullif(france.everywhere, 0), 0) as figure,
    null::double precision as count_base,
    null::numeric as units,
    case when france.obs_status = 'Q' then 'Q' else jobs.obs_status end as obs_status,
    jobs.coverage,
    case
        when jobs.obs_status <> 'Q' and france.obs_status <> 'Q' and jobs.everywhere < {{ var("few_jobs_below") }}
            then 'few_jobs'
    end as status_reason,
    null::double precision as figure_low,
    null::double precision as figure_high
from jobs
inner join jobs as france
    on france.territory_level = 'france'
    and jobs.period = france.period
