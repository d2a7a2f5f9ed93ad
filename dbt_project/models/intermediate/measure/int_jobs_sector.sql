-- Private jobs of each reference commune by sector of 38 at year end, from the first year published. Never shown: a
-- cell may have one employer. A hidden cell has no value.
{{ config(indexes=[{"columns": ["annee", "code_commune"]}]) }}

select
    succession.code_to as code_commune,
    cell.annee,
    sector.secteur,
    trim_scale(sum(cell.effectifs_salaries * succession.weight)) as jobs
from {{ ref("stg_urssaf__commune_ape") }} as cell
inner join {{ ref("sector_a38") }} as sector on left(cell.naf, 2) = sector.division
inner join {{ ref("int_figure_code") }} as code
    on cell.code_commune = code.code_commune
    and left(cell.vintage, 4)::integer = code.cog_year
inner join {{ ref("int_commune_succession") }} as succession
    on code.code_commune = succession.code_from
    and code.cog_from = succession.cog_from
where cell.annee >= {{ var("first_period") }} and cell.effectifs_salaries > 0
group by succession.code_to, cell.annee, sector.secteur
