-- Shops of OpenStreetMap within the centre of their town, at the last snapshot of each year: rows one of whose words is
-- a shop of ours (seed osm_shop), none of whose says that the premises are empty, within the perimeter in the town's
-- projection. Grain: object × town × year.
with snapshot as (
    select left(vintage, 4)::integer as annee, max(vintage) as vintage
    from {{ ref("stg_osm_banco__commerce") }}
    group by left(vintage, 4)
),

shop as (
    select published.*, snapshot.annee
    from {{ ref("stg_osm_banco__commerce") }} as published
    inner join snapshot using (vintage)
    where
        string_to_array(published.types, ';') && (
            select array_agg(osm_value) from {{ ref("osm_shop") }} where is_shop
        )
        and not string_to_array(published.types, ';') && (
            select coalesce(array_agg(osm_value), '{}') from {{ ref("osm_shop") }} where not is_shop
        )
),

code as (
    select code_commune, annee, {{ cog_that_knows("told.code_commune", "told.cog_from") }} as cog_from
    from (
        select distinct code_commune, annee, {{ cog_in_use("annee") }} as cog_from
        from shop
    ) as told
),

point_of_town as (
    select
        shop.osm_id,
        shop.annee,
        shop.vintage,
        shop.has_opening_hours,
        shop.has_contact,
        shop.longitude,
        shop.latitude,
        town.code_commune,
        town.perimeter_id,
        town.epsg
    from shop
    inner join code using (code_commune, annee)
    inner join {{ ref("int_commune_succession") }} as succession
        on code.code_commune = succession.code_from
        and code.cog_from = succession.cog_from
    inner join {{ ref("stg_centre__perimeter") }} as town on succession.code_to = town.code_commune
    inner join {{ ref("projection") }} as projection on town.epsg = projection.epsg::integer
    where
        shop.longitude between projection.longitude_min and projection.longitude_max
        and shop.latitude between projection.latitude_min and projection.latitude_max
),

{{ projected("point_of_town") }}

select
    osm_id,
    code_commune,
    annee,
    vintage,
    has_opening_hours,
    coalesce(has_contact or has_opening_hours, false) as is_visible
from plane
where {{ zone_of_point("plane.x", "plane.y", "plane.perimeter_id") }} = 'centre'
