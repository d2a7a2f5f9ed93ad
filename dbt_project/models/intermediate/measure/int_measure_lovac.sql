-- Homes of each year as published, bounds of what is secret; the total of the last year comes with the next file.
{{ config(materialized="view", meta={"parts": "rows"}) }}

select
    code_commune,
    annee,
    measure_code,
    value,
    obs_status,
    value_low,
    value_high,
    raw_table,
    vintage
from {{ parts_of(ref("int_figure_carried"), "raw_table", ["lovac_commune"]) }} as figure
