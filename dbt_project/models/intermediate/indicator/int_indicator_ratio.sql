-- Ratios at every level: the publisher's own figures where it gives both sides, else sums of both sides over the
-- communes that have both. A rate is never an average of rates. Where secret parts have bounds the sum is estimated,
-- in their middle. `count_base` is the denominator where it counts units: too few of them make the figure secret or
-- fragile.
with added as (
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
        {{ summed_status("part.obs_status", "(part.numerator_high is not null)") }} as obs_status,
        bool_or(part.is_carried_forward) as is_carried_forward,
        count(*) as known,
        {{ summed_bound("part.numerator", "part.obs_status", "low") }} as numerator_low,
        {{ summed_bound("part.numerator", "part.obs_status", "high") }} as numerator_high,
        {{ summed_bound("part.denominator", "part.obs_status", "low") }} as denominator_low,
        {{ summed_bound("part.denominator", "part.obs_status", "high") }} as denominator_high
    from {{ ref("int_indicator_commune") }} as part
    inner join {{ ref("int_territory_membership") }} as membership using (code_commune)
    where membership.territory_level <> 'commune' and part.is_left_out is not true
    group by part.indicator_code, membership.territory_level, membership.territory_code, part.zone, part.period
),

summed as (
    select
        indicator_code,
        'commune' as territory_level,
        code_commune as territory_code,
        zone,
        period,
        numerator,
        denominator,
        units,
        obs_status,
        is_carried_forward,
        1 as known,
        null::numeric as numerator_low,
        null::numeric as numerator_high,
        null::numeric as denominator_low,
        null::numeric as denominator_high
    from {{ ref("int_indicator_commune") }}
    union all
    select
        added.indicator_code,
        added.territory_level,
        added.territory_code,
        added.zone,
        added.period,
        case
            when added.obs_status <> 'Q'
                then coalesce(trim_scale((added.numerator_low + added.numerator_high) / 2), added.numerator)
        end,
        case
            when added.obs_status <> 'Q'
                then coalesce(trim_scale((added.denominator_low + added.denominator_high) / 2), added.denominator)
        end,
        added.units,
        added.obs_status,
        added.is_carried_forward,
        added.known,
        added.numerator_low,
        added.numerator_high,
        added.denominator_low,
        added.denominator_high
    from added
    left join {{ ref("int_indicator_level") }} as published
        using (indicator_code, territory_level, territory_code, period)
    where published.indicator_code is null
    union all
    select
        published.indicator_code,
        published.territory_level,
        published.territory_code,
        'all',
        published.period,
        published.numerator,
        published.denominator,
        null,
        'A',
        false,
        size.communes,
        null,
        null,
        null,
        null
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
