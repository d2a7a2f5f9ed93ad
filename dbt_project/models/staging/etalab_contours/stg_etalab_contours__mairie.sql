select
    commune as code_commune,
    nom,
    type as type_point,
    (geometry::json -> 'coordinates' ->> 0)::numeric as longitude,
    (geometry::json -> 'coordinates' ->> 1)::numeric as latitude,
    row_number() over (
        partition by commune
        order by array_position(array['mairie', 'centre', 'memorial'], type) nulls last, nom nulls last
    ) as rang,
    vintage::integer as cog_year
from {{ source("etalab_contours", "etalab_mairie") }}
where vintage = {{ latest_vintage("etalab_mairie") }}
