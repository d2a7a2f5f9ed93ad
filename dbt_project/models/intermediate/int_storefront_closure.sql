-- Establishments that turn from open (A) to closed (F) in the year, their activity while open being a
-- storefront's. Several closures of one SIRET in a year count once.
with followed as (
    select
        siret,
        code_commune,
        date_debut,
        etat_administratif,
        lag(etat_administratif) over periods as previous_state,
        lag(is_storefront) over periods as previous_is_storefront
    from {{ ref("int_storefront_period") }}
    window periods as (partition by siret order by jour_debut, jour_fin)
),

closed as (
    select distinct
        siret,
        code_commune,
        extract(year from date_debut)::integer as annee
    from followed
    where etat_administratif = 'F'
        and previous_state = 'A'
        and previous_is_storefront
)

select
    code_commune,
    annee,
    count(*) as storefront_closures
from closed
where annee between {{ var("first_measure_year") }}
    and (select last_full_year from {{ ref("stg_sirene_vintage") }})
group by code_commune, annee
