-- Establishments at the end of the year and created in the year, all activities. The publisher leaves zero cells
-- out: a commune that either file holds has zero in every year of a file that it has no row of. A file is
-- named by its last year, or by its publication day; its geography is that of the year after, or of that day.
with published as (
    select 'insee_side_stock' as raw_table, 'side_stock' as measure_code, stock.*
    from {{ ref("stg_insee_side_stock") }} as stock
    where type_commune = 'COM' and mesure = 'UNIT_LOC'
    union all
    select 'insee_side_creation', 'side_creations', creation.*
    from {{ ref("stg_insee_side_creation") }} as creation
    where type_commune = 'COM' and mesure = 'UNIT_LOC_BURE'
),

years as (
    select distinct raw_table, measure_code, vintage, annee
    from published
),

total as (
    select *
    from published
    where is_total and forme_juridique = '_T'
)

select
    years.raw_table,
    years.vintage,
    commune.code_commune,
    left(years.vintage, 4)::integer + case when length(years.vintage) = 4 then 1 else 0 end as cog_year,
    years.annee,
    years.measure_code,
    case when total.code_commune is null then 0 else total.valeur end as value,
    case when total.code_commune is null then 'A' else {{ figure_status("total.statut") }} end as obs_status
from years
cross join (select distinct code_commune from published) as commune
left join total
    on commune.code_commune = total.code_commune
    and years.raw_table = total.raw_table
    and years.annee = total.annee
    -- A commune that merged has its figure in another's, not a missing one.
    and (
        total.statut <> 'missing'
        or total.code_commune in (select code_commune from {{ ref("int_commune") }})
    )
