-- Shops located in a commercial zone, or within its margin, and industrial establishments in a zone of activity.
-- The index on boxes finds the few contours around a point; only those are looked at. Metropolitan France only.
-- Grain: kind of zone × SIRET × commune.
with establishment as (
    select distinct
        span.siret,
        span.code_commune,
        case when activity.is_industry then 'activity' else 'commercial' end as zone_kind
    from {{ ref("int_establishment_span") }} as span
    inner join {{ ref("activity") }} as activity using (activity)
    where activity.is_industry or {{ is_shop("activity") }}
)

select distinct
    establishment.zone_kind,
    establishment.siret,
    establishment.code_commune
from establishment
inner join {{ ref("int_located_point") }} as located using (siret, code_commune)
inner join {{ ref("int_zone_part") }} as part
    on part.bounds @> point(located.x, located.y)::box
    and establishment.zone_kind = part.zone_kind
where
    located.epsg = {{ var("zone_epsg") }}
    and point(located.x, located.y) <-> part.area <= part.margin_m
    -- In a hole it is out, further from its edge than the margin.
    and not exists (
        select
        from unnest(part.holes) as hole
        where
            point(located.x, located.y) <@ hole
            and point(located.x, located.y) <-> hole::path > part.margin_m
    )
