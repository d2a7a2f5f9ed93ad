-- Where each commune of the reference geography lies. Contours and town halls carry the codes of their own year: a
-- commune merged since has the contours of its parts together, one cut out of another has none.
{{ config(indexes=[{"columns": ["code_commune"], "unique": true}]) }}

with contour as (
    select
        succession.code_to as code_commune,
        case
            when count(*) = 1 then max(part.contour_geojson)
            else json_build_object(
                'type', 'GeometryCollection',
                'geometries', json_agg(part.contour_geojson::json order by part.code_commune)
            )::text
        end as contour_geojson
    from {{ ref("stg_etalab_contours__commune") }} as part
    inner join {{ ref("int_commune_succession") }} as succession
        on part.code_commune = succession.code_from
        and {{ cog_in_use("part.cog_year") }} = succession.cog_from
    where succession.event <> 'district'
    group by succession.code_to
    having bool_and(succession.weight = 1)
),

mairie as (
    select distinct on (succession.code_to)
        succession.code_to as code_commune,
        mairie.longitude,
        mairie.latitude
    from {{ ref("stg_etalab_contours__mairie") }} as mairie
    inner join {{ ref("int_commune_succession") }} as succession
        on mairie.code_commune = succession.code_from
        and {{ cog_in_use("mairie.cog_year") }} = succession.cog_from
    where
        mairie.rang = 1
        and succession.event <> 'district'
    order by
        succession.code_to,
        (succession.code_from = succession.code_to) desc,
        succession.weight desc,
        succession.code_from
)

select
    code_commune,
    mairie.longitude as mairie_longitude,
    mairie.latitude as mairie_latitude,
    contour.contour_geojson
from contour
full join mairie using (code_commune)
