-- Grain: commune × year. Addresses (number and street) of a town centre that hosted a storefront during the last
-- `address_years` years; those of them without any storefront or agency for twelve months at the year end; those where
-- that day distance sellers or logistics are open and nothing else that is counted.
-- Blind to a change of use, to several units at one address and to premises never let: a proxy.
with stay as (
    select
        span.code_commune,
        zone.adresse,
        span.first_day,
        span.last_day,
        activity.is_storefront,
        activity.is_proximity,
        {{ is_remote("activity") }} as is_remote
    from {{ ref("int_establishment_span") }} as span
    inner join {{ ref("activity") }} as activity using (activity)
    inner join {{ ref("int_establishment_zone") }} as zone using (siret, code_commune)
    where
        activity.is_counted
        and zone.zone = 'centre'
        and zone.adresse is not null
),

year_end as (
    select annee, make_date(annee, 12, 31) as jour
    from {{ ref("stg_sirene__vintage") }}
    cross join lateral generate_series({{ var("first_period") }}, last_full_year) as annee
),

seen as (
    select
        stay.code_commune,
        stay.adresse,
        year_end.annee,
        year_end.jour,
        max(least(stay.last_day, year_end.jour)) filter (where stay.is_storefront) as last_storefront_day,
        max(least(stay.last_day, year_end.jour)) filter (where stay.is_proximity) as last_open_day,
        bool_and(stay.is_remote) filter (where stay.last_day >= year_end.jour) as is_converted
    from stay
    inner join year_end
        on stay.first_day <= year_end.jour
        and (stay.is_proximity or stay.last_day >= year_end.jour)
    group by stay.code_commune, stay.adresse, year_end.annee, year_end.jour
)

select
    code_commune,
    annee,
    count(*) as addresses,
    count(*) filter (where last_open_day <= (jour - interval '12 months')::date) as addresses_idle,
    count(*) filter (where is_converted) as addresses_converted
from seen
where last_storefront_day > (jour - interval '{{ var("address_years") }} years')::date
group by code_commune, annee
