select
    territory_level,
    territory_code,
    territory_name,
    geometry,
    longitude,
    latitude,
    west,
    south,
    east,
    north
from {{ ref("int_geo_territory") }}
