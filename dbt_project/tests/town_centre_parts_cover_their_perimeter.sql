-- Establishments are sorted by the parts: they must be the whole perimeter, and nothing twice.
select
    perimeter.code_commune,
    perimeter.area_m2,
    sum(area(piece.part::path)) as parts_m2
from {{ ref("stg_centre__perimeter") }} as perimeter
left join {{ ref("stg_centre__perimeter_part") }} as piece using (perimeter_id)
group by perimeter.code_commune, perimeter.area_m2
having abs(coalesce(sum(area(piece.part::path)), 0) - perimeter.area_m2) > 1
