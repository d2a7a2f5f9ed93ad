-- What a mart shows of an indicator is what fct_indicator_value shows (the proxy, where a town's own survey stands in
-- its place), a change or an index stands only where both of its ends do, and what it shows of a measure is in
-- fct_measure: no mart tells what is withheld.
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
{%- for column, code in [
    ("land_consumed", "L01"), ("land_for_activity", "L02M"), ("land_per_job", "L05"), ("land_jobs_class", "L06"),
    ("brownfield_cover", "L07"), ("brownfield_reuse", "L08"), ("recycled_floor", "L09"), ("productive_floor", "P07"),
] -%}
{%- do shown.append(("mart_land_jobs", "'" ~ code ~ "'", place, "'all'", "period", column)) -%}
{%- endfor -%}
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

with fact as materialized (
    select indicator_code, territory_level, territory_code, zone, period, value
    from {{ public_figures() }} as shown
    where value is not null
),

figure (mart, indicator_code, territory_level, territory_code, zone, period, value) as (
    {% for mart, code, territory, zone, period, value in shown -%}
    select distinct '{{ mart }}.{{ value }}' as mart, {{ code }}, {{ territory }}, {{ zone }}, {{ period }}, {{ value }}
    from {{ ref(mart) }}
    where {{ value }} is not null and {{ period }} is not null
    union all
    {% endfor -%}
    {% for mart in ["mart_town_scorecard_wide", "mart_transmission"] -%}
    select
        '{{ mart }}.' || cell.key as mart,
        indicator.indicator_code,
        'commune',
        town.code_commune,
        split_part(indicator.zones, ' ', 1),
        town.period,
        cell.value::double precision
    from {{ ref(mart) }} as town
    cross join lateral jsonb_each(to_jsonb(town)) as cell (key, value)
    inner join {{ ref("dim_indicator") }} as indicator on cell.key = lower(indicator.indicator_code)
    where jsonb_typeof(cell.value) = 'number'
    union all
    {% endfor -%}
    {% for mart, code, territory, zone, change in changes -%}
    select '{{ mart }}.{{ change }}' as mart, {{ code }}, {{ territory }}, {{ zone }}, {{ base }}, null
    from {{ ref(mart) }}
    where {{ change }} is not null
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
),

measured (mart, measure_code, territory_level, territory_code, period, value) as (
    select 'mart_land_jobs.jobs_gained', 'private_jobs_gained_5y', territory_level, territory_code, period, jobs_gained
    from {{ ref("mart_land_jobs") }}
    where jobs_gained is not null
    union all
    select 'mart_quality.sirene_stock', 'establishments', 'commune', territory_code, period, sirene_stock
    from {{ ref("mart_quality") }}
    where sirene_stock is not null
    union all
    select 'mart_quality.side_stock', 'side_stock', 'commune', territory_code, period, side_stock
    from {{ ref("mart_quality") }}
    where side_stock is not null
    union all
    select 'mart_shift_share.jobs_base', 'jobs_private', territory_level, territory_code, base_period, jobs_base
    from {{ ref("mart_shift_share") }}
    where jobs_base is not null
    union all
    select 'mart_shift_share.jobs', 'jobs_private', territory_level, territory_code, period, jobs
    from {{ ref("mart_shift_share") }}
    where jobs is not null
)

select figure.mart, figure.indicator_code as code, figure.territory_level, figure.territory_code, figure.period
from figure
left join fact using (indicator_code, territory_level, territory_code, zone, period)
where fact.value is null or figure.value <> fact.value
union all
select measured.mart, measured.measure_code, measured.territory_level, measured.territory_code, measured.period
from measured
left join {{ ref("fct_measure") }} as told
    on measured.measure_code = told.measure_code
    and measured.territory_level = told.territory_level
    and measured.territory_code = told.territory_code
    and measured.period = told.period
    and told.zone = 'all'
    and told.measure_code in ('private_jobs_gained_5y', 'establishments', 'side_stock', 'jobs_private')
-- Effects are whole jobs, of two roundings.
where told.value is null or abs(measured.value - told.value) > case when measured.mart like '%shift%' then 1 else 0 end
union all
-- Years before those published: an indicator stands only where the measures of both its sides do.
select 'mart_did_panel.value', panel.indicator_code, 'commune', panel.territory_code, panel.period
from {{ ref("mart_did_panel") }} as panel
inner join {{ ref("dim_indicator") }} as indicator using (indicator_code)
cross join
    lateral (
        values
        (indicator.numerator_measure, panel.period),
        (
            indicator.denominator_measure,
            coalesce(indicator.denominator_year, panel.period - indicator.denominator_lag)
        )
    ) as side (measure_code, period)
left join {{ ref("fct_measure") }} as told
    on side.measure_code = told.measure_code
    and side.period = told.period
    and panel.zone = told.zone
    and told.territory_level = 'commune'
    and told.territory_code in (select town.territory_code from {{ ref("mart_did_panel") }} as town)
    and panel.territory_code = told.territory_code
where
    panel.value is not null
    and panel.period < {{ var("first_period") }}
    and side.measure_code is not null
    and told.value is null
{% for mart, territory, made, of in sides -%}
union all
select '{{ mart }}.{{ made }}' as mart, indicator_code, {{ territory }}, period
from {{ ref(mart) }}
where {{ made }} is not null and num_nulls({{ of | join(", ") }}) > 0
{% endfor -%}
