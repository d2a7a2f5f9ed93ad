-- One file for each year: the yearly archive, else Melodi's, else the historical series. Never a mix.
with published as (
    select 1 as preference, 'insee_population_reference' as source, code_commune, annee, cog_year, population, vintage
    from {{ ref("stg_insee_population__reference") }}
    union all
    select 2, 'insee_population_melodi', code_commune, annee, cog_year, population, vintage
    from {{ ref("stg_insee_population__melodi") }}
    union all
    select 3, 'insee_population_historique', code_commune, annee, cog_year, population, vintage
    from {{ ref("stg_insee_population__historique") }}
),

files as (
    select distinct annee, preference, source, vintage
    from published
),

preferred as (
    select distinct on (annee) annee, source, vintage
    from files
    order by annee, preference, vintage desc
)

select
    published.code_commune,
    published.annee,
    published.cog_year,
    published.population,
    published.source,
    published.vintage
from published
inner join preferred using (annee, source, vintage)
where published.code_commune is not null
