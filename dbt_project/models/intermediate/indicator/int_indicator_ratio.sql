-- Ratios at every level: the publisher's own figures where it gives both sides, else both sides as summed over the
-- communes that have both (int_indicator_sum). A rate is never an average of rates. Where secret parts have bounds the
-- sum is estimated, in their middle. `count_base` is the denominator where it counts units: too few of them make the
-- figure secret or fragile. A view: both sides are stored.
{{ config(meta={"part": "indicator_code"}, materialized="view") }}
{% set bounds = ["numerator_low", "numerator_high", "denominator_low", "denominator_high"] %}

with larger as (
    select
        added.indicator_code,
        added.territory_level,
        added.territory_code,
        added.period,
        {% for side in ["numerator", "denominator"] -%}
        case
            when added.obs_status <> 'Q'
                then coalesce(trim_scale((added.{{ side }}_low + added.{{ side }}_high) / 2), added.{{ side }})
        end as {{ side }},
        {% endfor -%}
        added.zone,
        added.units,
        added.obs_status,
        added.is_carried_forward,
        {% for bound in bounds -%}
        added.{{ bound }},
        {% endfor -%}
        added.known
    from {{ ref("int_indicator_sum") }} as added
    left join {{ ref("int_indicator_level") }} as published
        using (indicator_code, territory_level, territory_code, period)
    where published.indicator_code is null
    union all
    select published.*, 'all', null, 'A', false, null, null, null, null, size.communes::numeric
    from {{ ref("int_indicator_level") }} as published
    inner join {{ ref("int_territory_town") }} as size using (territory_level, territory_code)
),

-- A commune that has a row is known whole.
summed as (
    select
        indicator_code,
        'commune' as territory_level,
        code_commune as territory_code,
        period,
        numerator,
        denominator,
        zone,
        units,
        obs_status,
        is_carried_forward,
        {% for bound in bounds -%}
        null::numeric as {{ bound }},
        {% endfor -%}
        1::double precision as coverage
    from {{ ref("int_indicator_commune") }}
    union all
    select
        larger.indicator_code,
        larger.territory_level,
        larger.territory_code,
        larger.period,
        larger.numerator,
        larger.denominator,
        larger.zone,
        larger.units,
        larger.obs_status,
        larger.is_carried_forward,
        {% for bound in bounds -%}
        larger.{{ bound }},
        {% endfor -%}
        (
            larger.known::numeric
            / case when indicator.scope = 'town' or larger.zone <> 'all' then size.towns else size.communes end
        )::double precision
    from larger
    inner join {{ ref("indicator") }} as indicator using (indicator_code)
    inner join {{ ref("int_territory_town") }} as size using (territory_level, territory_code)
),

divided as (
    select
        summed.*,
        {% for name, top, below in [
            ("figure", "numerator", "denominator"),
            ("figure_low", "numerator_low", "denominator_high"),
            ("figure_high", "numerator_high", "denominator_low"),
        ] -%}
        (
            case
                when indicator.denominator_measure is null then summed.{{ top }}
                when indicator.model = 'growth'
                    then power(
                        nullif(summed.{{ top }}, 0)::double precision / nullif(summed.{{ below }}, 0),
                        1.0 / indicator.denominator_lag
                    ) - 1
                -- A consumption of land may be published as -1 m²: no share can be made of it.
                else summed.{{ top }} / nullif(greatest(summed.{{ below }}, 0), 0)
            end
        )::double precision as {{ name }},
        {% endfor -%}
        case when indicator.is_count_ratio then summed.denominator end as count_base
    from summed
    inner join {{ ref("indicator") }} as indicator using (indicator_code)
)

select
    indicator_code,
    territory_level,
    territory_code,
    zone,
    period,
    numerator,
    denominator,
    figure,
    count_base,
    units,
    obs_status,
    coverage,
    case
        when figure_low is not null then {{ bounded_reason("figure", "figure_low", "figure_high") }}
        when obs_status = 'E' and is_carried_forward then 'carried_forward'
    end as status_reason,
    figure_low,
    figure_high
from divided
