-- Carrying a population to today's geography loses and makes nobody, whatever the merges and splits. Codes
-- outside the communes loaded (a partial geography) are left out on both sides.
with published as (
    select annee, sum(population) as population
    from {{ ref("int_population_published") }} as file
    where
        annee >= {{ var("first_measure_year") }}
        and exists (
            select from {{ ref("int_commune_succession") }} as succession
            where
                succession.code_from = file.code_commune
                and succession.cog_from in ({{ cog_in_use("file.cog_year") }}, 0)
        )
    group by annee
)

select annee, published.population, sum(carried.population) as carried
from published
left join {{ ref("int_population") }} as carried using (annee)
group by annee, published.population
having published.population is distinct from sum(carried.population)
