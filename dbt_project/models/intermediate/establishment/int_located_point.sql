-- Points good enough to tell a street, in the commune that the register names. Grain: SIRET.
select
    point.siret,
    succession.code_to as code_commune,
    point.x,
    point.y,
    point.epsg::integer as epsg,
    point.longitude,
    point.latitude
from {{ ref("stg_sirene_geolocalisation__point") }} as point
inner join {{ ref("int_commune_succession") }} as succession
    on point.code_commune = succession.code_from
    and succession.cog_from = 0
where
    point.statut_coordonnees = 'published'
    and point.qualite_xy in ('11', '12', '21', '22')
