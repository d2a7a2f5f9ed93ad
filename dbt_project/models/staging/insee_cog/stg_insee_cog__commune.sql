select
    com as code_commune,
    typecom as type_commune,
    libelle as nom_commune,
    dep as departement_code,
    reg as region_code,
    comparent as commune_parente,
    vintage::integer as cog_year
from {{ source("insee_cog", "insee_cog_commune") }}
where
    vintage = {{ latest_vintage("insee_cog_commune") }}
    and typecom in ('COM', 'ARM')
