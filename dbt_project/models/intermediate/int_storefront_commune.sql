-- The three counts carried to today's communes. Once Sirene is loaded, a commune without a line has none: a
-- true zero.
with counted as (
    select code_commune, annee, 'storefronts' as measure_code, storefronts as value
    from {{ ref("int_storefront_stock") }}
    union all
    select code_commune, annee, 'storefront_births', storefront_births
    from {{ ref("int_storefront_birth") }}
    union all
    select code_commune, annee, 'storefront_closures', storefront_closures
    from {{ ref("int_storefront_closure") }}
),

carried as (
    select
        succession.code_to as code_commune,
        counted.annee,
        counted.measure_code,
        sum({{ share_out("counted.value", "succession") }}) as value,
        bool_or(succession.weight < 1) as is_estimated
    from counted
    inner join {{ ref("int_commune_succession") }} as succession
        on counted.code_commune = succession.code_from
        and succession.cog_from = 0
    group by succession.code_to, counted.annee, counted.measure_code
),

expected as (
    select commune.code_commune, annee, measure_code
    from {{ ref("stg_sirene_vintage") }} as sirene
    cross join lateral generate_series({{ var("first_measure_year") }}, sirene.last_full_year) as annee
    cross join unnest(array['storefronts', 'storefront_births', 'storefront_closures']) as measure_code
    cross join {{ ref("int_commune") }} as commune
)

select
    code_commune,
    annee,
    measure_code,
    coalesce(carried.value, 0) as value,
    coalesce(carried.is_estimated, false) as is_estimated
from expected
left join carried using (code_commune, annee, measure_code)
