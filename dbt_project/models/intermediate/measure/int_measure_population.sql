-- `population` is of the year; `population_latest` is the year's, else the latest of the three years before,
-- marked as carried forward (E).
with population as (
    select code_commune, annee, population, is_estimated, source, vintage
    from {{ ref("int_population") }}
),

years as (
    select generate_series(min(annee), max(annee) + 3) as annee
    from population
),

latest as (
    select distinct on (population.code_commune, years.annee)
        population.code_commune,
        years.annee,
        population.population,
        population.is_estimated or population.annee < years.annee as is_estimated,
        population.source,
        population.vintage
    from population
    inner join years on population.annee between years.annee - 3 and years.annee
    order by population.code_commune, years.annee, population.annee desc
)

select
    code_commune,
    annee,
    'population' as measure_code,
    population::numeric as value,
    case when is_estimated then 'E' else 'A' end as obs_status,
    source as raw_table,
    vintage
from population
union all
select
    code_commune,
    annee,
    'population_latest',
    population::numeric,
    case when is_estimated then 'E' else 'A' end,
    source,
    vintage
from latest
