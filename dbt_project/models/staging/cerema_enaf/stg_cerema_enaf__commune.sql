-- What the latest vintage says of a commune itself; raw repeats it with each year and destination.
select distinct on (code_commune)
    idcom as code_commune,
    surfcom as surface_m2,
    cateaav as aire_attraction_categorie,
    taav as aire_attraction_taille,
    tdaav as aire_attraction_taille_fine,
    vintage::integer as cog_year,
    vintage
from {{ source("cerema_enaf", "cerema_enaf_flux") }}
where vintage = {{ latest_vintage("cerema_enaf_flux") }} and destination = 'art'
order by code_commune, annee desc
