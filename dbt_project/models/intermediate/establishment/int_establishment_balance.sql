-- The stock identity laid open: what changed the number of storefronts (of storefronts and agencies, of
-- industrial establishments) of a commune between two year ends.
{{ config(materialized="view") }}

{% set flows = [
    "births", "reopenings", "activity_entries", "unknown_entries",
    "closures", "activity_exits", "unknown_exits",
    "births_new", "closures_final", "closures_without_link", "closures_taken_over", "closures_taken_over_by_another",
] %}

with zoned as (
    select
        code_commune,
        zone,
        activity_set,
        annee,
        {{ flows | join(", ") }},
        0::numeric as opening_stock,
        0::numeric as closing_stock
    from {{ ref("int_establishment_flow") }}
    union all
    select
        stock.code_commune,
        stock.zone,
        activity_set.activity_set,
        stock.annee + side.later,
        {% for _ in flows -%}
        0::numeric,
        {% endfor -%}
        case side.later when 1 then stock.establishments else 0 end,
        case side.later when 0 then stock.establishments else 0 end
    from {{ ref("int_establishment_stock") }} as stock
    inner join {{ ref("activity") }} as activity using (activity)
    cross join
        lateral (
            values
            ('storefronts', activity.is_storefront),
            ('proximity', activity.is_proximity),
            ('industry', activity.is_industry)
        ) as activity_set (activity_set, is_in_set)
    cross join (values (0), (1)) as side (later)
    where activity_set.is_in_set
)

select
    zoned.code_commune,
    place.zone,
    zoned.activity_set,
    zoned.annee,
    sum(zoned.opening_stock) as opening_stock,
    {%- for flow in flows %}
    sum(zoned.{{ flow }}) as {{ flow }},
    {%- endfor %}
    sum(zoned.closing_stock) as closing_stock
from zoned
cross join
    lateral (
        select 'all' as zone
        union all
        select zoned.zone
        where zoned.zone is not null
    ) as place
where
    zoned.annee between {{ var("first_measure_year") }}
    and (select last_full_year from {{ ref("stg_sirene__vintage") }})
group by zoned.code_commune, place.zone, zoned.activity_set, zoned.annee
