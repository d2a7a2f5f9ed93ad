-- Premises as a town's own surveys found them, at the last survey of each year, and where they are: by their
-- coordinates in the survey, else in the town's list, else by what the survey says. Those that are no commercial
-- premises are left out. Grain: town × year × premises.
{{ config(indexes=[{"columns": ["code_commune", "annee"]}]) }}

with latest as (
    select distinct on (code_commune, id_local, extract(year from surveyed_on))
        *,
        extract(year from surveyed_on)::integer as annee
    from {{ ref("stg_local__vacancy") }}
    order by code_commune, id_local, extract(year from surveyed_on), surveyed_on desc
),

told as (
    select
        latest.*,
        coalesce(latest.longitude, listed.longitude) as told_longitude,
        coalesce(latest.latitude, listed.latitude) as told_latitude
    from latest
    left join {{ ref("stg_local__premises") }} as listed using (code_commune, id_local)
    where latest.state <> 'hors_commerce'
),

point_of_town as (
    select
        told.id_local,
        told.code_commune as code_told,
        told.annee,
        told.surveyed_on,
        told.state,
        told.is_in_centre,
        told.vintage,
        town.code_commune,
        town.perimeter_id,
        town.epsg,
        case when projection.epsg is not null then told.told_longitude end as longitude,
        case when projection.epsg is not null then told.told_latitude end as latitude
    from told
    inner join {{ ref("int_commune_succession") }} as succession
        on told.code_commune = succession.code_from
        and succession.cog_from = 0
    inner join {{ ref("stg_centre__perimeter") }} as town on succession.code_to = town.code_commune
    left join {{ ref("projection") }} as projection
        on town.epsg = projection.epsg::integer
        and told.told_longitude between projection.longitude_min and projection.longitude_max
        and told.told_latitude between projection.latitude_min and projection.latitude_max
),

{{ projected("point_of_town") }},

placed as (
    select
        *,
        {{ zone_of_point("plane.x", "plane.y", "plane.perimeter_id") }} as zone_by_point
    from plane
)

select
    code_commune,
    annee,
    code_told,
    id_local,
    surveyed_on,
    state,
    case
        when zone_by_point <> 'unlocated' then zone_by_point
        when is_in_centre then 'centre'
        when not is_in_centre then 'rest'
        else 'unlocated'
    end as zone,
    vintage
from placed
