-- Zones of economic activity that exist and are active: what is left of the file when it is read.
select
    site_id as zone_code,
    site_comm_insee as code_commune,
    site_surf_brute as surface_ha,
    geometry as contour_geojson,
    vintage
from {{ source("cerema_fusac", "cerema_fusac_zone") }}
where
    vintage = {{ latest_vintage("cerema_fusac_zone") }}
    and geometry is not null
