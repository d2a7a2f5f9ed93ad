-- Municipal population in the reference communes: a split is shared out in whole inhabitants.
with code as (
    select distinct code_commune, cog_year, {{ cog_in_use("cog_year") }} as cog_from
    from {{ ref("int_population_published") }}
),

known as (
    select
        code_commune,
        cog_year,
        {{ cog_that_knows("code_commune", "code.cog_from") }} as cog_from
    from code
)

select
    succession.code_to as code_commune,
    published.annee,
    sum({{ share_out("published.population", "succession") }}) as population,
    bool_or(succession.weight < 1) as is_estimated,
    published.source,
    published.vintage
from {{ ref("int_population_published") }} as published
inner join known using (code_commune, cog_year)
inner join {{ ref("int_commune_succession") }} as succession
    on known.code_commune = succession.code_from
    and known.cog_from = succession.cog_from
where
    published.population is not null
    and published.annee >= {{ var("first_measure_year") }}
group by succession.code_to, published.annee, published.source, published.vintage
