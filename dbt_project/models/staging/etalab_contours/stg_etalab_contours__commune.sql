select
    code as code_commune,
    nom,
    departement as departement_code,
    region as region_code,
    epci as epci_code,
    commune as commune_mere,
    geometry as contour_geojson,
    vintage::integer as cog_year
from {{ source("etalab_contours", "etalab_contour_commune") }}
where vintage = {{ latest_vintage("etalab_contour_commune") }}
