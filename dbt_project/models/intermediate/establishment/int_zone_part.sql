-- Contours of zones as PostgreSQL's own polygons: an outer ring and its holes. `bounds` is the box around the ring,
-- wider by the margin, which an index can find; the margin itself is measured from the ring (ADR 15).
-- Grain: kind of zone × zone × part.
{{ config(indexes=[{"columns": ["bounds"], "type": "gist"}]) }}

with zone as (
    select
        'commercial' as zone_kind,
        zone_code,
        contour_geojson::json as contour,
        {{ var("commercial_zone_margin_m") }}::double precision as margin_m
    from {{ ref("stg_cerema_empcom__zone") }}
    union all
    select 'activity', zone_code, contour_geojson::json, 0
    from {{ ref("stg_cerema_fusac__zone") }}
),

part as (
    select zone.zone_kind, zone.zone_code, zone.margin_m, part.rings, part.number
    from zone
    cross join
        lateral json_array_elements(
            case zone.contour ->> 'type'
                when 'Polygon' then json_build_array(zone.contour -> 'coordinates')
                else zone.contour -> 'coordinates'
            end
        ) with ordinality as part (rings, number)
),

ring as (
    select
        part.zone_kind,
        part.zone_code,
        part.number,
        part.margin_m,
        ring.number > 1 as is_hole,
        -- [[x,y],…] of GeoJSON is ((x,y),…) of PostgreSQL.
        translate(ring.points::text, '[]', '()')::polygon as area
    from part
    cross join lateral json_array_elements(part.rings) with ordinality as ring (points, number)
),

whole as (
    select
        zone_kind,
        zone_code,
        number,
        margin_m,
        (array_agg(area) filter (where not is_hole))[1] as area,
        coalesce(array_agg(area) filter (where is_hole), '{}') as holes
    from ring
    group by zone_kind, zone_code, number, margin_m
)

select
    zone_kind,
    zone_code,
    number::integer as part,
    area,
    holes,
    margin_m,
    box(
        (area::box)[0] + point(margin_m, margin_m),
        (area::box)[1] - point(margin_m, margin_m)
    ) as bounds
from whole
