-- Where each establishment of a town with a perimeter is: centre, rest, or unlocated (no point, a point at random
-- in its commune, or in another commune); its address and its point, for lists that then need not look for them among
-- the whole country's. A move closes a SIRET, so its point holds for its whole life. Grain: SIRET × commune.
{{ config(indexes=[{"columns": ["siret", "code_commune"], "unique": true}]) }}

with establishment as (
    select distinct siret, code_commune
    from {{ ref("int_establishment_span") }}
    where code_commune in (select code_commune from {{ ref("stg_centre__perimeter") }})
),

placed as (
    select
        establishment.siret,
        establishment.code_commune,
        town.perimeter_id,
        case when located.epsg = town.epsg then located.x end as x,
        case when located.epsg = town.epsg then located.y end as y,
        located.longitude,
        located.latitude
    from establishment
    inner join {{ ref("stg_centre__perimeter") }} as town using (code_commune)
    left join {{ ref("int_located_point") }} as located using (siret, code_commune)
)

select
    placed.siret,
    placed.code_commune,
    {{ zone_of_point("placed.x", "placed.y", "placed.perimeter_id") }} as zone,
    placed.longitude,
    placed.latitude,
    etablissement.adresse,
    etablissement.code_postal,
    etablissement.date_creation,
    etablissement.statut_diffusion
from placed
inner join {{ ref("stg_sirene__etablissement") }} as etablissement using (siret)
