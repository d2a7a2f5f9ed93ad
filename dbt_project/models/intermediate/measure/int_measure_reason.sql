-- Why a measure of a territory is not shown, or not plain, where the figure itself does not tell: what few answer for
-- (fewer than `withheld_below`) is withheld at its own level, and with it what would tell it (int_measure_secondary), a
-- change between two years with either of its ends; of a population some parts are carried forward. What is secret at
-- its publisher says so itself and has no row. One year of a measure at a time (ADR 27).
{{ config(indexes=[{"columns": ["measure_code", "period"]}]) }}

with asked as (
    select known.measure_code, known.annee, measure.units_measure
    from {{ ref("int_measure_year") }} as known
    inner join {{ ref("measure") }} as measure using (measure_code)
    where
        measure.units_measure is not null
        or measure.measure_code in ('population_latest', '{{ measure_changes() | map("first") | join("', '") }}')
),

judged as (
    select
        asked.measure_code,
        one.territory_level,
        one.territory_code,
        one.zone,
        asked.annee as period,
        one.status_reason
    from asked
    cross join
        lateral (
            select
                held.territory_level,
                held.territory_code,
                held.zone,
                case
                    when few.value is not null then 'few_units'
                    when secondary.measure_code is not null then 'secondary'
                    when change.measure_code is not null then change.status_reason
                    when
                        asked.measure_code = 'population_latest'
                        and held.obs_status = 'E'
                        and held.value_low is null
                        -- Of a territory whose parts are not all known in the year, some are carried forward.
                        and coalesce(people.coverage < held.coverage, true)
                        then 'carried_forward'
                end as status_reason
            from {{ ref("int_territory_measure") }} as held
            left join {{ ref("int_territory_measure") }} as few
                on few.measure_code = asked.units_measure
                and few.period = asked.annee
                and few.value > 0
                and few.value < {{ var("withheld_below") }}
                and held.territory_level = few.territory_level
                and held.territory_code = few.territory_code
                and held.zone = few.zone
            left join {{ ref("int_territory_measure") }} as people
                on asked.measure_code = 'population_latest'
                and people.measure_code = 'population'
                and people.period = asked.annee
                and held.territory_level = people.territory_level
                and held.territory_code = people.territory_code
                and held.zone = people.zone
            left join {{ ref("int_measure_secondary") }} as secondary
                on secondary.measure_code = asked.measure_code
                and secondary.period = asked.annee
                and held.territory_level = secondary.territory_level
                and held.territory_code = secondary.territory_code
            left join {{ ref("int_measure_change_withheld") }} as change
                on change.measure_code = asked.measure_code
                and change.period = asked.annee
                and held.territory_level = change.territory_level
                and held.territory_code = change.territory_code
            where
                held.measure_code = asked.measure_code
                and held.period = asked.annee
                and held.obs_status <> 'Q'
            offset 0
        ) as one
)

select *
from judged
where status_reason is not null
