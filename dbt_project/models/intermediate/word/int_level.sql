-- The levels of territories.
{{ config(materialized="view") }}

select
    territory_level,
    level_order,
    label_en,
    label_fr
from {{ ref("territory_level") }}
