-- The centre of a town beside the rest of it: the figures that are given for both.
{{ config(meta={"part": "indicator_code"}, materialized="view") }}

{% set columns = ["value", "obs_status", "change_since_base"] %}

with zoned as (
    select
        indicator_code,
        code_commune,
        period,
        {% for zone in ["all", "centre", "rest"] -%}
        {% for column in columns -%}
        max({{ column }}) filter (where zone = '{{ zone }}') as {{ column }}_{{ zone }},
        {% endfor -%}
        {% endfor -%}
        bool_or(is_across_break) as is_across_break,
        bool_or(is_simulated) as is_simulated
    from {{ ref("int_town_value") }}
    where
        indicator_code in (
            select indicator_code from {{ ref("indicator") }} where zones ~ '\mcentre\M' and zones ~ '\mrest\M'
        )
    group by indicator_code, code_commune, period
)

select
    zoned.code_commune,
    territory.territory_name as town_name,
    zoned.period,
    zoned.indicator_code,
    indicator.label_en,
    indicator.label_fr,
    indicator.unit as unit_en,
    unit.label_fr as unit_fr,
    indicator.direction,
    zoned.value_all,
    zoned.value_centre,
    zoned.value_rest,
    zoned.obs_status_all,
    zoned.obs_status_centre,
    status_centre.label_en as status_centre_en,
    status_centre.label_fr as status_centre_fr,
    zoned.obs_status_rest,
    status_rest.label_en as status_rest_en,
    status_rest.label_fr as status_rest_fr,
    zoned.value_centre - zoned.value_rest as difference,
    zoned.change_since_base_centre as change_since_2022_centre,
    zoned.change_since_base_rest as change_since_2022_rest,
    zoned.change_since_base_centre - zoned.change_since_base_rest as gap_since_2022,
    unit.change_en as change_unit_en,
    unit.change_fr as change_unit_fr,
    against.code as centre_against_rest,
    words.label_en as centre_against_rest_en,
    words.label_fr as centre_against_rest_fr,
    zoned.is_across_break,
    zoned.is_simulated
from zoned
inner join {{ ref("indicator") }} as indicator using (indicator_code)
inner join {{ ref("int_territory_profile") }} as territory
    on territory.territory_level = 'commune'
    and zoned.code_commune = territory.territory_code
left join {{ ref("unit") }} as unit using (unit)
left join {{ ref("obs_status") }} as status_centre on zoned.obs_status_centre = status_centre.obs_status
left join {{ ref("obs_status") }} as status_rest on zoned.obs_status_rest = status_rest.obs_status
cross join
    lateral (
        select
            {{ better_or_worse(
                "indicator.direction",
                "zoned.change_since_base_centre",
                "zoned.change_since_base_rest",
            ) }}
                as code
    ) as against
left join {{ ref("comparison_word") }} as words on against.code = words.code
