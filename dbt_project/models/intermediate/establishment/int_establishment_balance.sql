-- The stock identity laid open: what changed the number of storefronts (of storefronts and agencies, of
-- industrial establishments) of a commune between two year ends. Stocks are those of the measures.
{{ config(materialized="view") }}

{% set flows = [
    "births", "reopenings", "activity_entries", "unknown_entries",
    "closures", "activity_exits", "unknown_exits",
    "births_new", "closures_final", "closures_without_link", "closures_taken_over", "closures_taken_over_by_another",
] %}
{% set place = "code_commune, zone, activity_set, annee" %}

with flow as (
    select
        code_commune,
        activity_set,
        annee,
        {%- for flow in flows %}
        sum({{ flow }}) as {{ flow }},
        {%- endfor %}
        {{ zone_or_all("zone") }} as zone
    from {{ ref("int_establishment_flow") }}
    group by {{ zones_and_all("code_commune, activity_set, annee", "zone") }}
),

stock as (
    select counted.code_commune, counted.zone, known.activity_set, counted.annee, counted.value
    from {{ ref("int_sirene_count") }} as counted
    inner join (
        values
        ('storefronts', 'storefronts'),
        ('proximity_establishments', 'proximity'),
        ('industry_establishments', 'industry')
    ) as known (measure_code, activity_set)
        on counted.measure_code = known.measure_code
),

before as (
    select code_commune, zone, activity_set, annee + 1 as annee, value
    from stock
)

select
    code_commune,
    zone,
    activity_set,
    annee,
    coalesce(before.value, 0) as opening_stock,
    {%- for flow in flows %}
    coalesce(flow.{{ flow }}, 0) as {{ flow }},
    {%- endfor %}
    coalesce(after.value, 0) as closing_stock
from flow
full join stock as after using ({{ place }})
full join before using ({{ place }})
where
    annee between {{ var("first_measure_year") }}
    and (select last_full_year from {{ ref("stg_sirene__vintage") }})
