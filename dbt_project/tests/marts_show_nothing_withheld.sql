-- What a mart shows of an indicator is what fct_indicator_value shows (the proxy, where a town's own survey stands in
-- its place), and a change or an index stands only where both of its ends do: no mart tells what is withheld. Of the
-- marts that have a row for each indicator; of the others, other_marts_show_nothing_withheld.
{% set town = "'commune' as territory_level, code_commune as territory_code" -%}
{%- set place = "territory_level, territory_code" -%}
{%- set base = var("index_base_year") -%}
{%- set shown = [
    ("mart_index", "indicator_code", place, "zone", "period", "count"),
    ("mart_index", "indicator_code", place, "zone", "base_period", "base_count"),
    ("mart_rank", "indicator_code", town, "zone", "period", "value"),
    ("mart_town_scorecard", "indicator_code", town, "zone", "period", "value"),
    ("mart_centre_periphery", "indicator_code", town, "'all'", "period", "value_all"),
    ("mart_centre_periphery", "indicator_code", town, "'centre'", "period", "value_centre"),
    ("mart_centre_periphery", "indicator_code", town, "'rest'", "period", "value_rest"),
    ("mart_did_panel", "indicator_code", "'commune' as territory_level, territory_code", "zone",
        "case when period >= " ~ var("first_period") ~ " then period end", "value"),
] -%}
{%- set changes = [
    ("mart_town_scorecard", "indicator_code", town, "zone", "change_since_2022"),
    ("mart_centre_periphery", "indicator_code", town, "'centre'", "change_since_2022_centre"),
    ("mart_centre_periphery", "indicator_code", town, "'rest'", "change_since_2022_rest"),
] -%}
{#- Of one row, of which the values that it shows are looked at above. -#}
{%- set sides = [
    ("mart_index", place, "index_value", ["count", "base_count"]),
    ("mart_town_scorecard", town, "change_since_2022", ["value"]),
    ("mart_centre_periphery", town, "change_since_2022_centre", ["value_centre"]),
    ("mart_centre_periphery", town, "change_since_2022_rest", ["value_rest"]),
    ("mart_centre_periphery", town, "difference", ["value_centre", "value_rest"]),
    ("mart_centre_periphery", town, "gap_since_2022", ["change_since_2022_centre", "change_since_2022_rest"]),
] -%}

with fact as (
    select indicator_code, territory_level, territory_code, zone, period, value
    from {{ public_figures() }} as shown
    where value is not null and {{ of_due_parts("indicator_code") }}
),

figure (mart, indicator_code, territory_level, territory_code, zone, period, value) as (
    {% for mart, code, territory, zone, period, value in shown -%}
    select distinct '{{ mart }}.{{ value }}' as mart, {{ code }}, {{ territory }}, {{ zone }}, {{ period }}, {{ value }}
    from {{ ref(mart) }}
    where {{ value }} is not null and {{ period }} is not null
    union all
    {% endfor -%}
    {% for mart, code, territory, zone, change in changes -%}
    select '{{ mart }}.{{ change }}' as mart, {{ code }}, {{ territory }}, {{ zone }}, {{ base }}, null
    from {{ ref(mart) }}
    where {{ change }} is not null
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
)

select figure.mart, figure.indicator_code as code, figure.territory_level, figure.territory_code, figure.period
from figure
left join fact using (indicator_code, territory_level, territory_code, zone, period)
where (fact.value is null or figure.value <> fact.value) and {{ of_due_parts("figure.indicator_code") }}
{% for mart, territory, made, of in sides -%}
union all
select '{{ mart }}.{{ made }}' as mart, indicator_code, {{ territory }}, period
from {{ ref(mart) }}
where {{ of_due_parts("indicator_code") }} and {{ made }} is not null and num_nulls({{ of | join(", ") }}) > 0
{% endfor -%}
