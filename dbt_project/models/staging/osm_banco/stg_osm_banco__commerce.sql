-- Shops of OpenStreetMap at each snapshot. Several words of a type are parted by semicolons.
select
    osm_id,
    regexp_replace(lower(trim(type)), '\s*;\s*', ';', 'g') as types,
    longitude::double precision as longitude,
    latitude::double precision as latitude,
    com_insee as code_commune,
    has_opening_hours,
    has_website or has_phone or has_email or has_facebook as has_contact,
    vintage
from {{ source("osm_banco", "osm_banco_commerce") }}
where vintage in {{ vintages_in_use("osm_banco_commerce") }}
