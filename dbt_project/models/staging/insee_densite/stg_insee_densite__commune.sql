select
    {{ commune_code("codgeo") }} as code_commune,
    dens::integer as densite_3,
    libdens as densite_3_libelle,
    dens7::integer as densite_7,
    libdens7 as densite_7_libelle,
    vintage::integer as cog_year
from {{ source("insee_densite", "insee_densite_commune") }}
where vintage = {{ latest_vintage("insee_densite_commune") }}
