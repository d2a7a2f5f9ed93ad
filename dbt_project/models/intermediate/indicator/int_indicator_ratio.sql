-- Ratios at every level: the publisher's own figures where it gives both sides, else sums of both sides over the
-- communes that have both, over parts first (int_commune_part). A rate is never an average of rates. Where secret parts
-- have bounds the sum is estimated, in their middle. `count_base` is the denominator where it counts units: too few of
-- them make the figure secret or fragile.
{{ config(sql_header=hashed_groups()) }}
{% set bounds = ["numerator_low", "numerator_high", "denominator_low", "denominator_high"] %}

with part as (
    select
        held.indicator_code,
        place.part,
        held.zone,
        held.period,
        sum(held.numerator) as numerator,
        sum(held.denominator) as denominator,
        sum(held.units_now) as units_now,
        sum(held.units_before) as units_before,
        {{ status_rank("held.obs_status", "(held.numerator_high is not null)") }} as status_rank,
        bool_or(held.is_carried_forward) as is_carried_forward,
        {{ part_bounds("held.numerator") }},
        {{ part_bounds("held.denominator") }},
        count(*) as known
    from {{ ref("int_indicator_commune") }} as held
    inner join {{ ref("int_commune_part") }} as place using (code_commune)
    where held.is_left_out is not true
    group by held.indicator_code, place.part, held.zone, held.period
),

added as (
    select
        part.indicator_code,
        membership.territory_level,
        membership.territory_code,
        part.zone,
        part.period,
        sum(part.numerator) as numerator,
        sum(part.denominator) as denominator,
        -- Of the territory, not of each commune: few here now and few there then are not few in both.
        least(nullif(sum(part.units_now), 0), nullif(sum(part.units_before), 0)) as units,
        {{ status_of_rank("max(part.status_rank)") }} as obs_status,
        bool_or(part.is_carried_forward) as is_carried_forward,
        {% for bound in bounds -%}
        {{ summed_bound("part", *bound.split("_")) }} as {{ bound }},
        {% endfor -%}
        sum(part.known) as known
    from part
    inner join {{ ref("int_territory_membership") }} as membership on part.part = membership.code_commune
    where membership.territory_level <> 'commune'
    group by part.indicator_code, membership.territory_level, membership.territory_code, part.zone, part.period
),

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
        1::numeric as known
    from {{ ref("int_indicator_commune") }}
    union all
    select
        added.indicator_code,
        added.territory_level,
        added.territory_code,
        added.period,
        {% for side in ["numerator", "denominator"] -%}
        case
            when added.obs_status <> 'Q'
                then coalesce(trim_scale((added.{{ side }}_low + added.{{ side }}_high) / 2), added.{{ side }})
        end,
        {% endfor -%}
        added.zone,
        added.units,
        added.obs_status,
        added.is_carried_forward,
        {% for bound in bounds -%}
        added.{{ bound }},
        {% endfor -%}
        added.known
    from added
    left join {{ ref("int_indicator_level") }} as published
        using (indicator_code, territory_level, territory_code, period)
    where published.indicator_code is null
    union all
    select published.*, 'all', null, 'A', false, null, null, null, null, size.communes::numeric
    from {{ ref("int_indicator_level") }} as published
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
        case when indicator.is_count_ratio then summed.denominator end as count_base,
        (
            summed.known::numeric
            / case when indicator.scope = 'town' or summed.zone <> 'all' then size.towns else size.communes end
        )::double precision as coverage
    from summed
    inner join {{ ref("indicator") }} as indicator using (indicator_code)
    inner join {{ ref("int_territory_town") }} as size using (territory_level, territory_code)
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
