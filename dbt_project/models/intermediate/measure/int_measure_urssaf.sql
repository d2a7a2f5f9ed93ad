-- In a department that the file covers that year, a commune without a row of an activity set has zero there;
-- a department without a row (Mayotte) is not known and has no row here.
with carried as (
    select *
    from {{ ref("int_figure_carried") }}
    where raw_table = 'urssaf_commune_ape'
),

covered as (
    select distinct commune.departement_code, carried.annee, carried.raw_table, carried.vintage
    from carried
    inner join {{ ref("int_commune") }} as commune using (code_commune)
),

expected as (
    select commune.code_commune, covered.annee, measure_code, covered.raw_table, covered.vintage
    from covered
    inner join {{ ref("int_commune") }} as commune using (departement_code)
    cross join unnest(array[
        'jobs_private', 'jobs_proximity', 'jobs_industry',
        'employers_private', 'employers_proximity', 'employers_industry',
        'temporary_jobs', 'temporary_agencies'
    ]) as measure_code
)

select
    expected.code_commune,
    expected.annee,
    expected.measure_code,
    case when carried.code_commune is null then 0 else carried.value end as value,
    coalesce(carried.obs_status, 'A') as obs_status,
    expected.raw_table,
    expected.vintage
from expected
left join carried using (code_commune, annee, measure_code)
