-- A line is a building part on a parcel, repeated for each use of the parcel's land: only the lines of the
-- first use count. The price is that of the whole sale, on every line.
{{ config(materialized="table") }}

with held as (
    select vintage
    from {{ vintages_in_use("dvf_ligne") }} as in_use
),

-- Vintages are years (2024) or, where the year is not there whole, years by department (2024-89).
used as (
    select vintage
    from held
    where length(vintage) = 4 or left(vintage, 4) not in (select whole.vintage from held as whole)
),

ligne as (
    select
        *,
        dense_rank() over (
            partition by vintage, id_mutation, id_parcelle
            order by
                code_nature_culture nulls first,
                code_nature_culture_speciale nulls first,
                surface_terrain nulls first
        ) as usage_du_sol
    from {{ source("dvf", "dvf_ligne") }}
    where vintage in (select vintage from used)
)

select
    vintage || '/' || id_mutation as mutation_id,
    min(date_mutation) as date_mutation,
    min(nature_mutation) as nature_mutation,
    max(valeur_fonciere) as valeur_fonciere,
    count(distinct valeur_fonciere) > 1 as has_several_prices,
    min(code_commune) as code_commune,
    count(distinct code_commune) as communes,
    count(distinct id_parcelle) as parcelles,
    count(*) filter (where code_type_local = '1' and usage_du_sol = 1) as maisons,
    count(*) filter (where code_type_local = '2' and usage_du_sol = 1) as appartements,
    count(*) filter (where code_type_local = '4' and usage_du_sol = 1) as locaux_activite,
    sum(surface_reelle_bati) filter (where code_type_local in ('1', '2') and usage_du_sol = 1) as surface_logements_m2,
    sum(surface_reelle_bati) filter (where code_type_local = '4' and usage_du_sol = 1) as surface_activite_m2,
    avg(longitude) as longitude,
    avg(latitude) as latitude,
    vintage
from ligne
group by vintage, id_mutation
