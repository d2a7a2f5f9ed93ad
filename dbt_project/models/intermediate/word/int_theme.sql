-- The themes of the indicators.
{{ config(materialized="view") }}

select
    theme,
    theme_order,
    label_en,
    label_fr
from {{ ref("theme") }}
