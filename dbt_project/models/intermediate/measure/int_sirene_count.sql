-- What Sirene's history counts, by commune × zone × year × measure; zone `all` is the whole commune, the others are of
-- towns with a perimeter and add up to it. What counts nothing has no row. Summed side by side, a year at a time, so
-- that sums fit in memory (ADR 27); then laid out by measure and year, as it is read.
{{ config(indexes=[{"columns": ["measure_code", "annee"]}]) }}

{% set stocks = {
    "establishments": ("establishments", "true"),
    "storefronts": ("establishments", "activity.is_storefront"),
    "proximity_establishments": ("establishments", "activity.is_proximity"),
    "retail_47_establishments": ("establishments", "activity.is_retail_47"),
    "distance_sellers": ("establishments", "activity.is_distance_selling"),
    "industry_establishments": ("establishments", "activity.is_industry"),
    "retail_shops": ("establishments", is_shop("activity")),
    "transmission_exposed": ("exposed", "true"),
    "storefronts_employer": ("employers", "activity.is_storefront"),
    "industry_employer": ("employers", "activity.is_industry"),
    "remote_employers": ("employers", is_remote("activity")),
    "training_employers": ("employers", "stock.trade = 'training'"),
} %}
{% set flows = {
    "storefront_births": ("births_new", "storefronts"),
    "storefront_closures": ("closures_final", "storefronts"),
    "storefront_births_and_closures": ("births_new + closures_final", "storefronts"),
    "industry_net_births": ("births_new - closures_final", "industry"),
    "proximity_takeovers": ("births_taking_over", "proximity"),
    "proximity_exits_taken_over": ("closures_taken_over", "proximity"),
    "proximity_exits": ("closures_taken_over + closures_without_link", "proximity"),
    "proximity_exits_taken_over_by_another": ("closures_taken_over_by_another", "proximity"),
    "proximity_exits_but_incorporations": ("closures_taken_over_by_another + closures_without_link", "proximity"),
} %}
{% set survivals = {
    "survival_cohort": "cohort",
    "survival_survivors": "survivors",
    "takeover_cohort": "takeovers",
    "takeover_survivors": "takeovers_surviving",
} %}

with year_end as (
    select distinct annee
    from {{ ref("int_establishment_stock") }}
    order by annee
),

stock as materialized (
    select year_end.annee, counted.*
    from year_end
    cross join
        lateral (
            select
                {% for measure, (what, condition) in stocks.items() -%}
                nullif(sum(stock.{{ what }}) filter (where {{ condition }}), 0) as {{ measure }},
                {% endfor -%}
                stock.code_commune,
                {{ zone_or_all("stock.zone") }} as zone
            from {{ ref("int_establishment_stock") }} as stock
            inner join {{ ref("activity") }} as activity using (activity)
            where stock.annee = year_end.annee
            group by {{ zones_and_all("stock.code_commune", "stock.zone") }}
            offset 0
        ) as counted
),

family as (
    select
        counted.code_commune,
        counted.zone,
        year_end.annee,
        'family_' || counted.family as measure_code,
        counted.value
    from year_end
    cross join
        lateral (
            select
                stock.code_commune,
                {{ zone_or_all("stock.zone") }} as zone,
                activity.family,
                sum(stock.establishments) as value
            from {{ ref("int_establishment_stock") }} as stock
            inner join {{ ref("activity") }} as activity using (activity)
            where stock.annee = year_end.annee and activity.family is not null
            group by {{ zones_and_all("stock.code_commune, activity.family", "stock.zone") }}
            offset 0
        ) as counted
    order by counted.family, year_end.annee
),

flow as materialized (
    select year_of.annee, counted.*
    from (select distinct annee from {{ ref("int_establishment_flow") }}) as year_of
    cross join
        lateral (
            select
                {% for measure, (what, activity_set) in flows.items() -%}
                sum({{ what }}) filter (where activity_set = '{{ activity_set }}') as {{ measure }},
                {% endfor -%}
                code_commune,
                {{ zone_or_all("zone") }} as zone
            from {{ ref("int_establishment_flow") }}
            where annee = year_of.annee
            group by {{ zones_and_all("code_commune", "zone") }}
            offset 0
        ) as counted
    order by year_of.annee
),

survival as materialized (
    select
        {% for measure, what in survivals.items() -%}
        sum({{ what }}) as {{ measure }},
        {% endfor -%}
        code_commune,
        cohorte + 3 as annee,
        {{ zone_or_all("zone") }} as zone
    from {{ ref("int_storefront_survival") }}
    group by {{ zones_and_all("code_commune, cohorte", "zone") }}
    order by cohorte
)

{% for table, measures in [("stock", stocks), ("flow", flows), ("survival", survivals)] -%}
{% for measure in measures -%}
select code_commune, zone, annee, '{{ measure }}' as measure_code, {{ measure }} as value
from {{ table }}
where {{ measure }} is not null
union all
{% endfor -%}
{% endfor -%}
select * from family
union all
select code_commune, {{ zone_or_all("zone") }}, annee, 'network_shops', sum(shops)
from {{ ref("int_retail_network") }}
group by {{ zones_and_all("code_commune, annee", "zone") }}
union all
select code_commune, 'centre', annee, measure_code, value
from {{ ref("int_centre_count") }}
union all
{% for measure, part, zones in [
    ("storefronts_in_centre", "storefronts", "'centre'"),
    ("storefronts_located", "storefronts", "'centre', 'rest'"),
    ("establishments_in_centre", "establishments", "'centre'"),
] -%}
select code_commune, 'all', annee, '{{ measure }}', sum({{ part }})
from stock
where zone in ({{ zones }}) and {{ part }} is not null
group by code_commune, annee
union all
{% endfor -%}
select code_commune, 'all', annee, measure_code, value
from {{ ref("int_move_count") }}
