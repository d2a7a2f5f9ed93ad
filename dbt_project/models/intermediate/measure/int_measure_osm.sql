-- Shops of OpenStreetMap in the centre of each town with a perimeter, those that tell anything, those that tell their
-- opening hours: counted, hence never estimated nor suppressed.
{{ config(materialized="view", meta={"parts": "rows"}) }}

select
    code_commune,
    'centre' as zone,
    annee,
    measure_code,
    value,
    'A' as obs_status,
    raw_table,
    vintage
from {{ ref("int_figure_osm") }}
