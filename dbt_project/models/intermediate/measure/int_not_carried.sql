-- Figures whose code leads to no reference commune: they stay under it, and are in no sum.
with code as (
    {{ file_codes(ref("int_figure")) }}
),

stray as (
    select code.*
    from code
    where not exists (
        select from {{ ref("int_commune_succession") }} as succession
        where succession.code_from = code.code_commune and succession.cog_from = code.cog_from
    )
)

select
    figure.raw_table,
    figure.vintage,
    figure.code_commune,
    figure.cog_year,
    figure.annee,
    figure.measure_code,
    figure.value,
    figure.obs_status
from {{ ref("int_figure") }} as figure
inner join stray using (code_commune, cog_year)
where figure.obs_status <> 'O'
