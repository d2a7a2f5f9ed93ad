-- What the marts that are not made indicator by indicator show of one is what fct_indicator_value shows (the proxy,
-- where a town's own survey stands in its place), and what they show of a measure is in fct_measure.
{% set land = [
    ("land_consumed", "L01"), ("land_for_activity", "L02M"), ("land_per_job", "L05"), ("land_jobs_class", "L06"),
    ("brownfield_cover", "L07"), ("brownfield_reuse", "L08"), ("recycled_floor", "L09"), ("productive_floor", "P07"),
] -%}

with fact as (
    select indicator_code, territory_level, territory_code, zone, period, value
    from {{ public_figures() }} as shown
    where
        value is not null
        and (
            indicator_code in (
                {% for _, code in land -%}
                '{{ code }}'{{ "," if not loop.last }}
                {% endfor %}
            )
            or (
                territory_level = 'commune'
                and territory_code in (
                    select code_commune from {{ ref("mart_town_scorecard_wide") }}
                    union all
                    select code_commune from {{ ref("mart_transmission") }}
                )
            )
        )
),

figure (mart, indicator_code, territory_level, territory_code, zone, period, value) as (
    {% for column, code in land -%}
    select distinct
        'mart_land_jobs.{{ column }}' as mart,
        '{{ code }}',
        territory_level,
        territory_code,
        'all',
        period,
        {{ column }}
    from {{ ref("mart_land_jobs") }}
    where {{ column }} is not null
    union all
    {% endfor -%}
    {% for mart in ["mart_town_scorecard_wide", "mart_transmission"] -%}
    select
        '{{ mart }}.' || cell.indicator_code as mart,
        cell.indicator_code,
        'commune',
        town.code_commune,
        split_part(indicator.zones, ' ', 1),
        town.period,
        cell.value
    from {{ ref(mart) }} as town
    cross join
        lateral (
            values
            {% for column in indicator_values(mart) -%}
            ('{{ column.meta.indicator }}', town.{{ column.name }}::double precision){{ "," if not loop.last }}
            {% endfor %}
        ) as cell (indicator_code, value)
    inner join {{ ref("dim_indicator") }} as indicator using (indicator_code)
    where cell.value is not null
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
