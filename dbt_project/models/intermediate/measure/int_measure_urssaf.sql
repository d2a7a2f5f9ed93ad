-- In a department that the file covers that year, a commune without a row of an activity set has zero there;
-- a department without a row (Mayotte) is not known and has no row here. Jobs gained in five years, the same way.
with carried as (
    select *
    from {{ parts_of(ref("int_figure_carried"), "raw_table", ["urssaf_commune_ape"]) }} as figure
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
        'temporary_jobs', 'employers_temporary'
    ]) as measure_code
),

measured as (
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
)

select
    code_commune,
    annee,
    measure_code,
    value,
    obs_status,
    raw_table,
    vintage
from measured
union all
select
    now.code_commune,
    now.annee,
    'private_jobs_gained_5y',
    now.value - before.value,
    case
        when 'Q' in (now.obs_status, before.obs_status) then 'Q'
        when 'E' in (now.obs_status, before.obs_status) then 'E'
        else 'A'
    end,
    now.raw_table,
    now.vintage
from measured as now
inner join measured as before
    on now.code_commune = before.code_commune
    and now.measure_code = before.measure_code
    and now.annee - 5 = before.annee
where now.measure_code = 'jobs_private'
