select
    dep as departement_code,
    reg as region_code,
    libelle as nom_departement
from {{ source("insee_cog", "insee_cog_departement") }}
where vintage = {{ latest_vintage("insee_cog_departement") }}
