-- The parts of a territory.
{{ config(materialized="view") }}

select
    zone,
    zone_order,
    label_en,
    label_fr
from {{ ref("zone") }}
