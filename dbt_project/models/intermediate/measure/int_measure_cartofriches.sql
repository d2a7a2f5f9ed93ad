-- In a department where that year's inventory has a site, a commune without one has zero; a department without any is
-- not known and has no row here.
with carried as (
    select *
    from {{ parts_of(ref("int_figure_carried"), "raw_table", ["cerema_cartofriches_site"]) }} as figure
),

covered as (
    select distinct
        commune.departement_code, carried.annee, carried.measure_code, carried.raw_table, carried.vintage
    from carried
    inner join {{ ref("int_commune") }} as commune using (code_commune)
)

select
    commune.code_commune,
    covered.annee,
    covered.measure_code,
    coalesce(carried.value, 0) as value,
    coalesce(carried.obs_status, 'A') as obs_status,
    covered.raw_table,
    covered.vintage
from covered
inner join {{ ref("int_commune") }} as commune using (departement_code)
left join carried using (code_commune, annee, measure_code)
