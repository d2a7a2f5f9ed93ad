-- Where each establishment of a town with a perimeter is: centre, rest, or unlocated (no point, a point at random
-- in its commune, or in another commune). A move closes a SIRET, so its point holds for its whole life.
-- Grain: SIRET × commune.
{{ config(indexes=[{"columns": ["siret", "code_commune"], "unique": true}]) }}

with establishment as (
    select distinct siret, code_commune
    from {{ ref("int_establishment_span") }}
    where code_commune in (select code_commune from {{ ref("stg_centre__perimeter") }})
)

select
    establishment.siret,
    establishment.code_commune,
    {{ zone_of_point("located.x", "located.y", "town.perimeter_id") }} as zone
from establishment
inner join {{ ref("stg_centre__perimeter") }} as town using (code_commune)
left join {{ ref("int_located_point") }} as located
    on establishment.siret = located.siret
    and establishment.code_commune = located.code_commune
    and town.epsg = located.epsg
