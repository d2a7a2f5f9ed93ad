select
    arr as arrondissement_code,
    dep as departement_code,
    libelle as nom_arrondissement
from {{ source("insee_cog", "insee_cog_arrondissement") }}
where vintage = {{ latest_vintage("insee_cog_arrondissement") }}
