-- What Sirene's history counts, by commune × zone × year × measure; zone `all` is the whole commune, the others are of
-- towns with a perimeter and add up to it. What counts nothing has no row. Written by measure and year, as it is read.
{{ config(indexes=[{"columns": ["measure_code", "annee"]}]) }}

with stock_measure as (
    select activity, measure_code
    from {{ ref("activity") }}
    cross join
        lateral (
            values
            ('establishments', true),
            ('storefronts', is_storefront),
            ('proximity_establishments', is_proximity),
            ('retail_47_establishments', is_retail_47),
            ('distance_sellers', is_distance_selling),
            ('industry_establishments', is_industry),
            ('retail_shops', is_retail_47 and is_storefront),
            ('family_' || family, family is not null)
        ) as measured (measure_code, is_counted_in)
    where is_counted and is_counted_in
),

stock as (
    select code_commune, zone, annee, measure_code, sum(establishments) as value
    from {{ ref("int_establishment_stock") }}
    inner join stock_measure using (activity)
    group by code_commune, zone, annee, measure_code
    union all
    select stock.code_commune, stock.zone, stock.annee, part.measure_code, sum(part.value)
    from {{ ref("int_establishment_stock") }} as stock
    inner join {{ ref("activity") }} as activity using (activity)
    cross join
        lateral (
            values
            ('transmission_exposed', stock.exposed),
            ('storefronts_employer', case when activity.is_storefront then stock.employers else 0 end),
            ('industry_employer', case when activity.is_industry then stock.employers else 0 end),
            ('remote_employers', case when {{ is_remote("activity") }} then stock.employers else 0 end),
            ('training_employers', case stock.trade when 'training' then stock.employers else 0 end)
        ) as part (measure_code, value)
    where part.value > 0
    group by stock.code_commune, stock.zone, stock.annee, part.measure_code
    union all
    select code_commune, zone, annee, 'network_shops', shops
    from {{ ref("int_retail_network") }}
),

flow as (
    select flow.code_commune, flow.zone, flow.annee, measured.measure_code, measured.value
    from {{ ref("int_establishment_flow") }} as flow
    cross join
        lateral (
            values
            ('storefronts', 'storefront_births', births_new),
            ('storefronts', 'storefront_closures', closures_final),
            ('storefronts', 'storefront_births_and_closures', births_new + closures_final),
            ('industry', 'industry_net_births', births_new - closures_final),
            ('proximity', 'proximity_takeovers', births_taking_over),
            ('proximity', 'proximity_exits_taken_over', closures_taken_over),
            ('proximity', 'proximity_exits', closures_taken_over + closures_without_link),
            ('proximity', 'proximity_exits_taken_over_by_another', closures_taken_over_by_another),
            ('proximity', 'proximity_exits_but_incorporations', closures_taken_over_by_another + closures_without_link)
        ) as measured (activity_set, measure_code, value)
    where flow.activity_set = measured.activity_set
),

survival as (
    select code_commune, zone, cohorte + 3 as annee, measured.measure_code, measured.value
    from {{ ref("int_storefront_survival") }}
    cross join
        lateral (
            values
            ('survival_cohort', cohort),
            ('survival_survivors', survivors),
            ('takeover_cohort', takeovers),
            ('takeover_survivors', takeovers_surviving)
        ) as measured (measure_code, value)
),

move as (
    select end_of_move.code_commune, move.annee, end_of_move.sign, activity.is_industry
    from {{ ref("int_establishment_move") }} as move
    inner join {{ ref("activity") }} as activity using (activity)
    cross join
        lateral (values (code_commune_destination, 1), (code_commune_origine, -1))
            as end_of_move (code_commune, sign)
    where
        move.code_commune_origine <> move.code_commune_destination
        and activity.is_counted
),

whole_only as (
    select code_commune, annee, 'moves_net' as measure_code, sum(sign)::numeric as value
    from move
    group by code_commune, annee
    union all
    select code_commune, annee, 'moves_net_industry', sum(sign)::numeric
    from move
    where is_industry
    group by code_commune, annee
    union all
    select
        code_commune_origine,
        annee,
        'moves_to_centre_net',
        sum(case zone_destination when 'centre' then 1 else -1 end)::numeric
    from {{ ref("int_establishment_move") }}
    inner join {{ ref("activity") }} as activity using (activity)
    where
        code_commune_origine = code_commune_destination
        and activity.is_counted
        and (zone_origine, zone_destination) in (('rest', 'centre'), ('centre', 'rest'))
    group by code_commune_origine, annee
    union all
    select stock.code_commune, stock.annee, measured.measure_code, sum(stock.value)
    from stock
    inner join (
        values
        ('storefronts', 'centre', 'storefronts_in_centre'),
        ('storefronts', 'centre', 'storefronts_located'),
        ('storefronts', 'rest', 'storefronts_located'),
        ('establishments', 'centre', 'establishments_in_centre')
    ) as measured (base, zone, measure_code)
        on stock.measure_code = measured.base
        and stock.zone = measured.zone
    group by stock.code_commune, stock.annee, measured.measure_code
),

zoned as (
    select * from stock
    union all
    select * from flow
    union all
    select * from survival
)

select code_commune, 'all' as zone, annee, measure_code, sum(value) as value
from zoned
group by code_commune, annee, measure_code
union all
select code_commune, zone, annee, measure_code, value
from zoned
where zone is not null
union all
select code_commune, 'centre', annee, measure_code, value
from {{ ref("int_centre_count") }}
union all
select code_commune, 'all', annee, measure_code, value
from whole_only
order by measure_code, annee
