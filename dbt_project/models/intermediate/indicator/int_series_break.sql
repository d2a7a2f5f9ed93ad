-- The reviewed breaks, one row per indicator and year.
{{ config(materialized="view") }}

select
    unnest(string_to_array(indicator_codes, ' ')) as indicator_code,
    break_year,
    reason_en,
    reason_fr
from {{ ref("series_break") }}
