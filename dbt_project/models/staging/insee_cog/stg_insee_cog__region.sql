select
    reg as region_code,
    libelle as nom_region
from {{ source("insee_cog", "insee_cog_region") }}
where vintage = {{ latest_vintage("insee_cog_region") }}
