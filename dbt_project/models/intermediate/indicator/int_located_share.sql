-- Share of the establishments of towns, of the sales of flats and of the shops of OpenStreetMap (all of them) whose
-- place is known, centre or rest: how much a figure of a zone rests on.
{{ config(indexes=[{"columns": ["measure_code", "period"]}]) }}

select
    territory_level,
    territory_code,
    period,
    measure_code,
    sum(value order by zone) filter (where zone <> 'unlocated') / nullif(sum(value order by zone), 0) as located_share
from {{ parts_of(
    ref("int_territory_measure"), "measure_code", ["storefronts", "establishments", "osm_shops", "flat_sales_3y"]
) }} as held
where zone <> 'all'
group by territory_level, territory_code, period, measure_code
