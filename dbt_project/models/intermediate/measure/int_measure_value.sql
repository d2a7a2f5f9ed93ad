-- Measures as readers may see them: a figure that one or two units (fewer than `withheld_below`) answer for is
-- withheld at its own level, and adds to larger ones; none at all is a plain zero.
{{ config(materialized="view") }}

with units as materialized (
    select territory_level, territory_code, zone, period, measure_code, value
    from {{ ref("int_territory_measure") }}
    where measure_code in (select units_measure from {{ ref("measure") }})
),

judged as (
    select
        held.*,
        case when units.value > 0 and units.value < {{ var("withheld_below") }} then 'Q' else held.obs_status end
            as status
    from {{ ref("int_territory_measure") }} as held
    inner join {{ ref("measure") }} as measure using (measure_code)
    left join units
        on measure.units_measure = units.measure_code
        and held.territory_level = units.territory_level
        and held.territory_code = units.territory_code
        and held.zone = units.zone
        and held.period = units.period
)

select
    territory_level,
    territory_code,
    zone,
    period,
    measure_code,
    case when status <> 'Q' then value end as value,
    status as obs_status,
    coverage
from judged
