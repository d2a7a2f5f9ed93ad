-- Perimeters in use. A table, not a view: a town drawn again during a build must not split it in two.
{{ config(materialized="table", indexes=[{"columns": ["code_commune"], "unique": true}]) }}

select
    perimeter_id,
    code_commune,
    version,
    method,
    made_at,
    reason,
    epsg,
    area_m2,
    geometry as perimeter_geojson,
    eps_m,
    points,
    points_inside,
    share_inside,
    share_eps_75,
    share_eps_150,
    is_sensitive,
    storefront_vintage,
    is_simulated
from {{ source("centre", "perimeter") }}
where is_current
