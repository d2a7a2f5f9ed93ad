-- Jobs a commune would have if each of its sectors had grown as it did in France, by span, and how many sectors it
-- had at the start. Spans: from 2017 to every later year, and from 2022 to the last one.
{{ config(indexes=[{"columns": ["code_commune"]}]) }}

with span as (
    select base.base_period, later.annee as period
    from (values ({{ var("first_period") }}), ({{ var("index_base_year") }})) as base (base_period)
    cross join (select distinct annee from {{ ref("int_jobs_sector") }}) as later
    where
        later.annee > base.base_period
        and (
            base.base_period = {{ var("first_period") }}
            or later.annee = (select max(annee) from {{ ref("int_jobs_sector") }})
        )
),

france as (
    select annee, secteur, sum(jobs) as jobs
    from {{ ref("int_jobs_sector") }}
    group by annee, secteur
),

growth as (
    select span.base_period, span.period, base.secteur, coalesce(later.jobs, 0)::numeric / base.jobs as growth
    from span
    inner join france as base on span.base_period = base.annee
    left join france as later
        on span.period = later.annee
        and base.secteur = later.secteur
)

select
    held.code_commune,
    growth.base_period,
    growth.period,
    trim_scale(sum(held.jobs * growth.growth)) as expected_jobs,
    count(*) as sectors
from {{ ref("int_jobs_sector") }} as held
inner join growth
    on held.annee = growth.base_period
    and held.secteur = growth.secteur
group by held.code_commune, growth.base_period, growth.period
