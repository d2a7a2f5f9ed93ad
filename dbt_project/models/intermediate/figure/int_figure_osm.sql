-- Shops of OpenStreetMap in the centre of each town with a perimeter, those that tell anything, those that tell their
-- opening hours. A snapshot covers France: what is not on it is a true zero. Grain: town × year × measure.

with snapshot as (
    select left(vintage, 4)::integer as annee, max(vintage) as vintage
    from {{ ref("stg_osm_banco__commerce") }}
    group by left(vintage, 4)
),

counted as (
    select
        code_commune,
        annee,
        count(*) as shops,
        count(*) filter (where is_visible) as visible,
        count(*) filter (where has_opening_hours) as with_hours
    from {{ ref("int_osm_shop") }}
    group by code_commune, annee
)

select
    town.code_commune,
    snapshot.annee,
    measure.measure_code,
    coalesce(measure.value, 0)::numeric as value,
    'osm_banco_commerce' as raw_table,
    snapshot.vintage
from {{ ref("stg_centre__perimeter") }} as town
cross join snapshot
left join counted using (code_commune, annee)
cross join lateral (
    values
    ('osm_shops', counted.shops),
    ('osm_shops_visible', counted.visible),
    ('osm_shops_with_hours', counted.with_hours)
) as measure (measure_code, value)
