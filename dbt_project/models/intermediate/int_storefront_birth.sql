-- Establishments created in the year whose activity at birth was a storefront's: that of the period holding
-- the day of creation, else of the earliest period.
with at_birth as (
    select distinct on (siret)
        code_commune,
        date_creation,
        is_storefront
    from {{ ref("int_storefront_period") }}
    where date_creation >= make_date({{ var("first_measure_year") }}, 1, 1)
    order by
        siret,
        (date_creation between jour_debut and jour_fin) desc,
        jour_debut,
        jour_fin
)

select
    code_commune,
    extract(year from date_creation)::integer as annee,
    count(*) as storefront_births
from at_birth
where is_storefront
    and extract(year from date_creation) <= (select last_full_year from {{ ref("stg_sirene_vintage") }})
group by code_commune, annee
