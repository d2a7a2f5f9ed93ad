-- Contours of commerce only: a site also holds those of other activities.
select
    fid::text as zone_code,
    id_dep as site,
    idcom as codes_commune,
    surf_ha as surface_ha,
    geometry as contour_geojson,
    vintage
from {{ source("cerema_empcom", "cerema_empcom_zone") }}
where
    vintage = {{ latest_vintage("cerema_empcom_zone") }}
    and lower(trim(activite)) = 'commerce'
    and geometry is not null
