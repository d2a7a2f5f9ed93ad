-- The latest census stands for every year: a denominator that changed with each census would move the ratio.
{{ config(materialized="view", meta={"parts": "rows"}) }}

with carried as (
    select *
    from {{ parts_of(
        ref("int_figure_carried"), "raw_table", ["insee_rp_emploi_residence", "insee_rp_base_emploi"]
    ) }} as figure
    where measure_code = 'active_population'
)

select
    carried.code_commune,
    years.annee,
    carried.measure_code,
    carried.value,
    carried.obs_status,
    carried.raw_table,
    carried.vintage
from carried
cross join generate_series(
    {{ var("first_measure_year") }},
    (select max(cog_year) from {{ ref("int_commune") }})
) as years (annee)
