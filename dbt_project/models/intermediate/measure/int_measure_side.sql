-- Stock and creations of establishments; a commune that no file holds is not known and has no row.
{{ config(materialized="view", meta={"parts": "rows"}) }}

select
    code_commune,
    annee,
    measure_code,
    value,
    obs_status,
    raw_table,
    vintage
from {{ parts_of(ref("int_figure_carried"), "raw_table", ["insee_side_stock", "insee_side_creation"]) }} as figure
