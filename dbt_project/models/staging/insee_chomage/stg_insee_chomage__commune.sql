select
    codgeo as code_commune,
    ze as zone_emploi_code,
    uu as unite_urbaine_code,
    nullif(aav, '000') as aire_attraction_code,
    cateaav as aire_attraction_categorie,
    taav as aire_attraction_taille,
    tdaav as aire_attraction_taille_fine,
    bv as bassin_vie_code,
    vintage::integer as cog_year,
    vintage
from {{ source("insee_chomage", "insee_zone_emploi_commune") }}
where vintage = {{ latest_vintage("insee_zone_emploi_commune") }}
