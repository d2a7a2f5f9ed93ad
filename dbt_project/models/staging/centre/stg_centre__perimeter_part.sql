-- Parts of the perimeters in use: `point(x, y) <@ part` tells the centre. Parts share edges, so a point on
-- one lies in two parts: ask whether a part exists, do not join.
{{ config(materialized="table", indexes=[{"columns": ["code_commune"]}]) }}

select
    perimeter_id,
    perimeter.code_commune,
    perimeter.epsg,
    piece.part
from {{ ref("stg_centre__perimeter") }} as perimeter
inner join {{ source("centre", "perimeter_part") }} as piece using (perimeter_id)
