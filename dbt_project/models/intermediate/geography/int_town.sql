-- Towns of the barometer, with what is needed to draw their centre.
{{ config(indexes=[{"columns": ["code_commune"], "unique": true}]) }}

select
    commune.code_commune,
    commune.nom_commune,
    commune.departement_code,
    status.population,
    projection.epsg::integer as epsg,
    place.mairie_longitude,
    place.mairie_latitude,
    place.contour_geojson
from {{ ref("int_commune") }} as commune
inner join {{ ref("int_commune_status") }} as status using (code_commune)
inner join {{ ref("projection") }} as projection on commune.code_commune ~ projection.communes
left join {{ ref("int_commune_place") }} as place using (code_commune)
where status.is_in_scope
