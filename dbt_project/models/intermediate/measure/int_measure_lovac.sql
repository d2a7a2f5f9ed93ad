-- Homes of each year as published. The total of the last year comes with the next file.
{{ config(materialized="view") }}

select
    code_commune,
    annee,
    measure_code,
    value,
    obs_status,
    raw_table,
    vintage
from {{ ref("int_figure_carried") }}
where raw_table = 'lovac_commune'
