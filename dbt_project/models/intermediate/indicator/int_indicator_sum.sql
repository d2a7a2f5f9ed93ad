-- Both sides of each ratio, of territories above communes: sums over the communes that have both, over parts first
-- (int_commune_part), one year of an indicator at a time (ADR 27). `known` counts these communes; of secret parts with
-- bounds there are the bounds of the sum.
{{ config(meta={"part": "indicator_code"}, indexes=[{"columns": ["indicator_code", "period"]}]) }}
{% set bounds = ["numerator_low", "numerator_high", "denominator_low", "denominator_high"] %}

with membership as materialized (
    {{ part_membership() }}
),

known as (
    select distinct indicator_code, period
    from {{ ref("int_indicator_commune") }}
)

select
    known.indicator_code,
    total.territory_level,
    total.territory_code,
    total.zone,
    known.period,
    total.numerator,
    total.denominator,
    total.units,
    total.obs_status,
    total.is_carried_forward,
    {% for bound in bounds -%}
    total.{{ bound }},
    {% endfor -%}
    total.known
from known
cross join
    lateral (
        select
            membership.territory_level,
            membership.territory_code,
            part.zone,
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
        from (
            select
                place.part,
                held.zone,
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
            where
                held.indicator_code = known.indicator_code
                and held.period = known.period
                and held.is_left_out is not true
            group by place.part, held.zone
        ) as part
        inner join membership using (part)
        group by membership.territory_level, membership.territory_code, part.zone
    ) as total
