-- What size and programmes make of a commune today: the sets and bands it is counted in follow from here.
-- A programme is null, not false, when its list is not loaded.
{{ config(indexes=[{"columns": ["code_commune"], "unique": true}]) }}

with population as (
    select code_commune, population, annee as population_year
    from {{ ref("int_population") }}
    where annee = (select max(annee) from {{ ref("int_population") }})
),

listed as (
    select
        (select count(*) > 0 from {{ ref("stg_programmes__acv_commune") }}) as acv,
        (select count(*) > 0 from {{ ref("stg_programmes__pvd_commune") }}) as pvd,
        (select count(*) > 0 from {{ ref("stg_programmes__ort_commune") }}) as ort
),

member as (
    select
        code_commune,
        bool_or(programme = 'acv') as acv,
        bool_or(programme = 'pvd') as pvd,
        bool_or(programme = 'ort') as ort
    from {{ ref("int_programme_commune") }}
    group by code_commune
),

status as (
    select
        commune.code_commune,
        population.population,
        population.population_year,
        {{ population_band("population.population") }} as population_band,
        case when listed.acv then coalesce(member.acv, false) end as is_acv,
        case when listed.pvd then coalesce(member.pvd, false) end as is_pvd,
        case when listed.ort then coalesce(member.ort, false) end as is_ort
    from {{ ref("int_commune") }} as commune
    cross join listed
    left join population using (code_commune)
    left join member using (code_commune)
)

select
    *,
    coalesce(is_acv, false) or coalesce(population between 10000 and 100000, false) as is_in_scope
from status
