-- Where territories lie. A commune has its contour, to 4 decimals (some ten metres): the publisher's is simplified to
-- 100 m. Larger ones have none, for SQL unites no polygons: the box of their communes, the mean of their town halls.
{{ config(materialized="view") }}

with corner as (
    select
        place.code_commune,
        min(pair[1]::double precision) as west,
        min(pair[2]::double precision) as south,
        max(pair[1]::double precision) as east,
        max(pair[2]::double precision) as north
    from {{ ref("int_commune_place") }} as place
    cross join lateral regexp_matches(place.contour_geojson, '\[\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)', 'g') as pair
    group by place.code_commune
)

select
    membership.territory_level,
    membership.territory_code,
    max(territory.territory_name) as territory_name,
    case
        when membership.territory_level = 'commune'
            then max(regexp_replace(place.contour_geojson, '(\.\d{4})\d+', '\1', 'g'))
    end as geometry,
    avg(place.mairie_longitude)::double precision as longitude,
    avg(place.mairie_latitude)::double precision as latitude,
    min(corner.west) as west,
    min(corner.south) as south,
    max(corner.east) as east,
    max(corner.north) as north
from {{ ref("int_territory_membership") }} as membership
inner join {{ ref("int_territory") }} as territory using (territory_level, territory_code)
inner join {{ ref("int_commune_place") }} as place using (code_commune)
left join corner using (code_commune)
where membership.territory_level in ('commune', 'epci', 'departement', 'region')
group by membership.territory_level, membership.territory_code
