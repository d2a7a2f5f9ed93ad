select
    succession.code_to as code_commune,
    published.annee,
    sum({{ share_out("published.population", "succession") }}) as population,
    bool_or(succession.weight < 1) as is_estimated,
    published.source,
    published.vintage
from {{ ref("stg_insee_population__annee") }} as published
inner join ({{ file_codes(ref("stg_insee_population__annee")) }}) as code using (code_commune, cog_year)
inner join {{ ref("int_commune_succession") }} as succession
    on code.code_commune = succession.code_from
    and code.cog_from = succession.cog_from
where published.population is not null
    and published.annee >= {{ var("first_measure_year") }}
group by succession.code_to, published.annee, published.source, published.vintage
