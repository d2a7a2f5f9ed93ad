-- Years published: from the first one to Sirene's last full year, or, without Sirene, to the last population.
select period
from generate_series(
    {{ var("first_period") }},
    coalesce(
        (select last_full_year from {{ ref("stg_sirene_vintage") }}),
        (select max(annee) from {{ ref("int_population") }}),
        {{ var("first_period") }}
    )
) as period
