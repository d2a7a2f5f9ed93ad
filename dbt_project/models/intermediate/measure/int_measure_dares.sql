-- Jobseekers of the fourth quarter; an absent commune is not known and has no row.
{{ config(materialized="view", meta={"parts": "rows"}) }}

select
    code_commune,
    annee,
    measure_code,
    value,
    obs_status,
    raw_table,
    vintage
from {{ parts_of(ref("int_figure_carried"), "raw_table", ["dares_defm_commune"]) }} as figure
