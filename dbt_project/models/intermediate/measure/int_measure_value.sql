-- Measures as readers may see them: a figure that one or two units (fewer than `withheld_below`) answer for is
-- withheld at its own level, and adds to larger ones, with others that would tell it (int_measure_secondary); none at
-- all is a plain zero. A change between two years is withheld with either.
{{ config(materialized="view") }}
{% set of_definition -%}
    when held.obs_status = 'D' then 'unrefined'
            when held.obs_status = 'E' and held.value_low is not null
                then {{ bounded_reason("held.value", "held.value_low", "held.value_high") }}
{%- endset %}

with few_units as (
    select territory_level, territory_code, zone, period, measure_code
    from {{ ref("int_territory_measure") }}
    where
        value > 0
        and value < {{ var("withheld_below") }}
        and measure_code in (select units_measure from {{ ref("measure") }})
),

-- Of a territory whose parts are not all known in the year, some are carried forward.
people as (
    select territory_level, territory_code, zone, period, coverage
    from {{ ref("int_territory_measure") }}
    where measure_code = 'population'
),

-- Of most measures nothing is withheld here: their rows, nearly all, are held against nothing.
guarded as (
    select measure_code, units_measure
    from {{ ref("measure") }}
    where
        units_measure is not null
        or measure_code in ('population_latest'
        {%- for change, _, _ in measure_changes() %}, '{{ change }}'{% endfor %})
),

judged as (
    select
        held.*,
        case
            when held.obs_status = 'Q' then {{ secret_reason("held.territory_level") }}
            {{ of_definition }}
            when held.obs_status = 'E' then 'shared_by_split'
        end as status_reason
    from {{ ref("int_territory_measure") }} as held
    where held.measure_code not in (select guarded.measure_code from guarded)
    union all
    select
        held.*,
        case
            when held.obs_status = 'Q' then {{ secret_reason("held.territory_level") }}
            when few_units.measure_code is not null then 'few_units'
            when secondary.measure_code is not null then 'secondary'
            when change.measure_code is not null then change.status_reason
            {{ of_definition }}
            when held.obs_status = 'E'
                then {{ estimate_reason("held.measure_code", "coalesce(people.coverage >= held.coverage, false)") }}
        end as status_reason
    from {{ ref("int_territory_measure") }} as held
    inner join guarded using (measure_code)
    left join few_units
        on guarded.units_measure = few_units.measure_code
        and held.territory_level = few_units.territory_level
        and held.territory_code = few_units.territory_code
        and held.zone = few_units.zone
        and held.period = few_units.period
    left join people
        on held.measure_code = 'population_latest'
        and held.territory_level = people.territory_level
        and held.territory_code = people.territory_code
        and held.zone = people.zone
        and held.period = people.period
    left join {{ ref("int_measure_secondary") }} as secondary
        on held.measure_code = secondary.measure_code
        and held.territory_level = secondary.territory_level
        and held.territory_code = secondary.territory_code
        and held.period = secondary.period
    left join {{ ref("int_measure_change_withheld") }} as change
        on held.measure_code = change.measure_code
        and held.territory_level = change.territory_level
        and held.territory_code = change.territory_code
        and held.period = change.period
)

select
    judged.territory_level,
    judged.territory_code,
    judged.zone,
    judged.period,
    judged.measure_code,
    case when coalesce(reason.obs_status, 'A') <> 'Q' then judged.value end as value,
    coalesce(reason.obs_status, 'A') as obs_status,
    judged.coverage,
    judged.status_reason
from judged
left join {{ ref("status_reason") }} as reason using (status_reason)
