-- Stock and creations of establishments; a commune that no file holds is not known and has no row.
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
where raw_table in ('insee_side_stock', 'insee_side_creation')
