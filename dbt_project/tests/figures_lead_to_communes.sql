-- More than a thousandth of a measure under codes that lead to no commune: the geography loaded is older than
-- the file, or another country's.
{{ config(severity="warn") }}

with published as (
    select raw_table, vintage, annee, measure_code, sum(value) as value
    from {{ ref("int_figure") }}
    group by raw_table, vintage, annee, measure_code
),

not_carried as (
    select raw_table, vintage, annee, measure_code, sum(value) as value
    from {{ ref("int_not_carried") }}
    group by raw_table, vintage, annee, measure_code
)

select
    raw_table,
    vintage,
    annee,
    measure_code,
    published.value as published,
    not_carried.value as not_carried
from published
inner join not_carried using (raw_table, vintage, annee, measure_code)
where not_carried.value > 0.001 * published.value
