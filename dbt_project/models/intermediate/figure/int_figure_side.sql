-- Establishments at the end of the year and created in the year, all activities. The publisher leaves zero cells
-- out: a commune that either file holds has zero in every year of a file that it has no row of. A file is
-- named by its last year, or by its publication day; its geography is that of the year after, or of that day.
with published as (
    select 'insee_side_stock' as raw_table, 'side_stock' as measure_code, stock.*
    from {{ ref("stg_insee_side__stock") }} as stock
    where type_commune = 'COM' and mesure = 'UNIT_LOC'
    union all
    select 'insee_side_creation', 'side_creations', creation.*
    from {{ ref("stg_insee_side__creation") }} as creation
    where type_commune = 'COM' and mesure = 'UNIT_LOC_BURE'
),

years as (
    select distinct raw_table, measure_code, vintage, annee
    from published
),

filled as (
    select raw_table, measure_code, vintage, annee, code_commune, valeur, statut
    from published
    where
        is_total
        and forme_juridique = '_T'
        -- A commune that merged has its figure in another's, not a missing one.
        and (statut <> 'missing' or code_commune in (select code_commune from {{ ref("int_commune") }}))
    union all
    select years.raw_table, years.measure_code, years.vintage, years.annee, commune.code_commune, 0, 'published'
    from years
    cross join (select distinct code_commune from published) as commune
),

total as (
    select
        raw_table,
        vintage,
        code_commune,
        annee,
        measure_code,
        sum(valeur) as value,
        coalesce(max(statut) filter (where statut <> 'published'), 'published') as statut
    from filled
    group by raw_table, vintage, code_commune, annee, measure_code
)

select
    raw_table,
    vintage,
    code_commune,
    left(vintage, 4)::integer + case when length(vintage) = 4 then 1 else 0 end as cog_year,
    annee,
    measure_code,
    case when statut = 'published' then value end as value,
    {{ figure_status("statut") }} as obs_status
from total
