-- One row per town of the reference geography that has a perimeter. A code that disappeared in a merger has
-- none any more: the town that took it over has its own.
{{ config(materialized="view") }}

select
    code_commune,
    perimeter.version,
    perimeter.method,
    perimeter.area_m2 / 10000 as area_ha,
    perimeter.points,
    perimeter.points_inside,
    perimeter.share_inside,
    perimeter.share_eps_75,
    perimeter.share_eps_150,
    greatest(
        abs(perimeter.share_eps_75 - perimeter.share_inside),
        abs(perimeter.share_eps_150 - perimeter.share_inside)
    ) as sensitivity,
    perimeter.is_sensitive,
    perimeter.reason,
    perimeter.made_at,
    perimeter.storefront_vintage,
    perimeter.is_simulated,
    perimeter.perimeter_geojson as geometry
from {{ ref("stg_centre__perimeter") }} as perimeter
inner join {{ ref("int_commune") }} using (code_commune)
