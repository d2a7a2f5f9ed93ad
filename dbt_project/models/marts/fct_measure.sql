-- Larger territories sum what their communes hold. One suppressed part suppresses the sum; coverage tells which
-- share of the communes (of the towns, for zones) is known.
{{ config(indexes=[{"columns": ["measure_code", "territory_level", "territory_code", "zone", "period"], "unique": true}]) }}

with summed as (
    select
        membership.territory_level,
        membership.territory_code,
        measured.zone,
        measured.annee as period,
        measured.measure_code,
        case when not bool_or(measured.obs_status = 'Q') then sum(measured.value) end as value,
        {{ summed_status("measured.obs_status") }} as obs_status,
        count(*) as known
    from {{ ref("int_measure") }} as measured
    inner join {{ ref("int_territory_membership") }} as membership using (code_commune)
    where membership.territory_level <> 'commune'
    group by
        membership.territory_level,
        membership.territory_code,
        measured.zone,
        measured.annee,
        measured.measure_code
    union all
    select 'commune', code_commune, zone, annee, measure_code, value, obs_status, 1
    from {{ ref("int_measure") }}
),

units as (
    select territory_level, territory_code, zone, period, measure_code, value
    from summed
    where measure_code in (select units_measure from {{ ref("measure") }})
),

-- A figure that one or two units (fewer than `withheld_below`) answer for is withheld at its own level, and adds to
-- larger ones; none at all is a plain zero.
judged as (
    select
        summed.*,
        measure.origin,
        case when units.value > 0 and units.value < {{ var("withheld_below") }} then 'Q' else summed.obs_status end as status
    from summed
    inner join {{ ref("measure") }} as measure using (measure_code)
    left join units
        on measure.units_measure = units.measure_code
        and summed.territory_level = units.territory_level
        and summed.territory_code = units.territory_code
        and summed.zone = units.zone
        and summed.period = units.period
)

select
    judged.territory_level,
    judged.territory_code,
    judged.zone,
    judged.period,
    judged.measure_code,
    case when judged.status <> 'Q' then judged.value::double precision end as value,
    judged.status as obs_status,
    (
        judged.known::numeric
        / case when judged.zone = 'all' and judged.origin in ('sirene', 'publisher') then size.communes else size.towns end
    )::double precision as coverage
from judged
inner join {{ ref("int_territory_town") }} as size using (territory_level, territory_code)
