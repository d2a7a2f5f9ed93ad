-- Shops (retail in shop) of legal units that have `network_shops` of them or more in the whole country on 31 December.
-- Grain: commune × zone × year.
{% set last_full_year = "(select last_full_year from " ~ ref("stg_sirene__vintage") ~ ")" %}

with shop as (
    select
        left(span.siret, 9) as siren,
        span.siret,
        span.code_commune,
        span.weight,
        greatest(
            extract(year from span.first_day)::integer, {{ var("first_measure_year") }} - 1
        ) as first_year,
        least(extract(year from span.last_day + 1)::integer - 1, {{ last_full_year }}) as last_year
    from {{ ref("int_establishment_span") }} as span
    inner join {{ ref("activity") }} as activity using (activity)
    where activity.is_retail_47 and activity.is_storefront
),

-- Most units never have so many: only the few that may are laid out by year.
large as (
    select siren
    from shop
    where first_year <= last_year
    group by siren
    having count(distinct siret) >= {{ var("network_shops") }}
),

by_year as (
    select shop.siren, shop.siret, shop.code_commune, shop.weight, annee
    from shop
    inner join large using (siren)
    cross join lateral generate_series(shop.first_year, shop.last_year) as annee
),

network as (
    select siren, annee
    from by_year
    group by siren, annee
    having count(distinct siret) >= {{ var("network_shops") }}
)

select
    by_year.code_commune,
    zone.zone,
    by_year.annee,
    sum(by_year.weight) as shops
from by_year
inner join network using (siren, annee)
left join {{ ref("int_establishment_zone") }} as zone using (siret, code_commune)
where by_year.code_commune is not null
group by by_year.code_commune, zone.zone, by_year.annee
