-- Jobseekers of the fourth quarter; an absent commune is not known and has no row.
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
where raw_table = 'dares_defm_commune'
