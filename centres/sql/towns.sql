select code_commune, nom_commune, population, epsg, mairie_longitude, mairie_latitude, contour_geojson
from intermediate.int_town
where epsg is not null
order by code_commune
