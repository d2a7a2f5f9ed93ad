-- Measures as readers may see them: a figure that one or two units (fewer than `withheld_below`) answer for is
-- withheld at its own level, and adds to larger ones, with others that would tell it (int_measure_secondary); none at
-- all is a plain zero. A change between two years is withheld with either.
{{ config(materialized="view") }}

with units as materialized (
    select territory_level, territory_code, zone, period, measure_code, value
    from {{ ref("int_territory_measure") }}
    where measure_code in (select units_measure from {{ ref("measure") }})
),

judged as not materialized (
    select
        held.*,
        case
            when held.obs_status = 'Q' then {{ secret_reason("held.territory_level") }}
            when units.value > 0 and units.value < {{ var("withheld_below") }} then 'few_units'
            when secondary.measure_code is not null then 'secondary'
            when held.obs_status = 'D' then 'unrefined'
            when held.obs_status = 'E' and held.value_low is not null
                then {{ bounded_reason("held.value", "held.value_low", "held.value_high") }}
            when held.obs_status = 'E' then {{ estimate_reason("held.measure_code") }}
        end as status_reason
    from {{ ref("int_territory_measure") }} as held
    inner join {{ ref("measure") }} as measure using (measure_code)
    left join units
        on measure.units_measure = units.measure_code
        and held.territory_level = units.territory_level
        and held.territory_code = units.territory_code
        and held.zone = units.zone
        and held.period = units.period
    left join {{ ref("int_measure_secondary") }} as secondary
        on held.measure_code = secondary.measure_code
        and held.territory_level = secondary.territory_level
        and held.territory_code = secondary.territory_code
        and held.period = secondary.period
),

-- Of each change, the territories and years where one of its ends is withheld.
change as (
    {% for change, measure, years in measure_changes() -%}
    select
        '{{ change }}' as measure_code,
        judged.territory_level,
        judged.territory_code,
        judged.zone,
        judged.period + since.years as period,
        min(judged.status_reason) as status_reason
    from judged
    cross join (values (0), ({{ years }})) as since (years)
    where judged.measure_code = '{{ measure }}' and judged.status_reason in ('few_units', 'secondary')
    group by judged.territory_level, judged.territory_code, judged.zone, judged.period + since.years
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
),

told as (
    select
        judged.*,
        case
            when judged.obs_status = 'Q' then judged.status_reason
            else coalesce(change.status_reason, judged.status_reason)
        end as reason_told
    from judged
    left join change using (measure_code, territory_level, territory_code, zone, period)
)

select
    told.territory_level,
    told.territory_code,
    told.zone,
    told.period,
    told.measure_code,
    case when coalesce(reason.obs_status, 'A') <> 'Q' then told.value end as value,
    coalesce(reason.obs_status, 'A') as obs_status,
    told.coverage,
    told.reason_told as status_reason
from told
left join {{ ref("status_reason") }} as reason on told.reason_told = reason.status_reason
