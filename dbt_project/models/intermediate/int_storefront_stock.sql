-- Storefronts open on 31 December: a period counts for the year ends it covers, bounds included, from the
-- creation of the establishment on. Each period becomes its first and last year end, periods of one SIRET
-- that overlap are cut so that a SIRET counts once, equal ranges are counted together, then laid out by year.
with covered as (
    select
        siret,
        code_commune,
        extract(year from greatest(jour_debut, jour_creation))::integer as first_year,
        least(
            extract(year from jour_fin + 1)::integer - 1,
            (select last_full_year from {{ ref("stg_sirene_vintage") }})
        ) as last_year
    from {{ ref("int_storefront_period") }}
    where etat_administratif = 'A' and is_storefront
),

bounded as (
    select
        siret,
        code_commune,
        greatest(first_year, {{ var("first_measure_year") }}) as first_year,
        last_year
    from covered
    where last_year >= greatest(first_year, {{ var("first_measure_year") }})
),

cut as (
    select
        code_commune,
        greatest(
            first_year,
            1 + max(last_year) over (
                partition by siret
                order by first_year, last_year
                rows between unbounded preceding and 1 preceding
            )
        ) as first_year,
        last_year
    from bounded
),

counted as (
    select code_commune, first_year, last_year, count(*) as storefronts
    from cut
    where first_year <= last_year
    group by code_commune, first_year, last_year
)

select
    code_commune,
    annee,
    sum(storefronts) as storefronts
from counted
cross join lateral generate_series(first_year, last_year) as annee
group by code_commune, annee
