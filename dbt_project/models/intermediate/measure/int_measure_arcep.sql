-- Premises and those that fibre reaches, at the end of each year; an absent commune is not known and has no row.
{{ config(materialized="view", meta={"parts": "rows"}) }}

select
    code_commune,
    annee,
    measure_code,
    value,
    obs_status,
    raw_table,
    vintage
from {{ parts_of(ref("int_figure_carried"), "raw_table", ["arcep_commune_techno"]) }} as figure
