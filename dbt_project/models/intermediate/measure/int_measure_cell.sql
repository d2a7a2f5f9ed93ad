-- Figures of communes that somebody answers for, of measures whose units are counted, and the larger territories whose
-- published sums hold them; a sum that few answer for is withheld itself and is none. `place` and `kind` name those of
-- the two ways in which sums cut the country: EPCI, department and region, and band and programmes. `can_move`: more
-- than one job a unit, so that it may be less than it is. `can_hide`: it can move, and no other measure tells it (all
-- employers of a commune may be of industry).
{{ config(indexes=[{"columns": ["measure_code", "annee", "code_commune"], "unique": true}]) }}

with told as (
    select known.measure_code, known.annee, measure.units_measure
    from {{ ref("int_measure_year") }} as known
    inner join {{ ref("measure") }} as measure using (measure_code)
    where measure.units_measure is not null
),

answered as materialized (
    select told.measure_code, told.annee, one.code_commune, one.value, one.units
    from told
    cross join
        lateral (
            select held.code_commune, held.value, units.value as units
            from {{ ref("int_measure") }} as held
            inner join {{ ref("int_measure") }} as units using (code_commune, annee, zone)
            where
                held.measure_code = told.measure_code
                and held.annee = told.annee
                and units.measure_code = told.units_measure
                and units.annee = told.annee
                and held.zone = 'all'
                and held.value is not null
                and units.value > 0
            -- Kept apart: one year of a measure at a time (ADR 27).
            offset 0
        ) as one
),

placed as materialized (
    select
        answered.measure_code,
        answered.annee,
        answered.code_commune,
        membership.territory_level,
        membership.territory_code,
        answered.units
    from answered
    inner join {{ ref("int_territory_membership") }} as membership using (code_commune)
    where membership.territory_level not in ('commune', 'france')
),

published as (
    select measure_code, annee, territory_level, territory_code
    from placed
    group by measure_code, annee, territory_level, territory_code
    having sum(units) >= {{ var("withheld_below") }}
),

held_by as materialized (
    select placed.*
    from placed
    inner join published using (measure_code, annee, territory_level, territory_code)
),

-- Of these a commune is in one each; a town may be in several programmes.
single as (
    select
        measure_code,
        annee,
        code_commune,
        max(territory_code) filter (where territory_level = 'region') as region,
        max(territory_code) filter (where territory_level = 'population_band') as population_band,
        max(territory_code) filter (where territory_level = 'departement') as departement,
        max(territory_code) filter (where territory_level = 'epci') as epci
    from held_by
    group by measure_code, annee, code_commune
),

several as (
    select measure_code, annee, code_commune, string_agg(territory_code, ' ' order by territory_code) as programme
    from held_by
    where territory_level = 'programme'
    group by measure_code, annee, code_commune
)

select
    answered.measure_code,
    answered.annee,
    answered.code_commune,
    answered.units,
    answered.units < {{ var("withheld_below") }} as is_few,
    answered.value > answered.units as can_move,
    -- Measures of one source hold each other; those of two sources tell nothing of one another.
    answered.value > answered.units
    and count(*) over (
        partition by answered.annee, answered.code_commune, answered.units, split_part(measure.units_measure, '_', 1)
    ) = 1 as can_hide,
    single.region,
    several.programme,
    single.population_band,
    single.departement,
    single.epci,
    concat_ws('/', 'in', single.region, single.departement, single.epci) as place,
    concat_ws('/', 'of', single.population_band, several.programme) as kind
from answered
inner join {{ ref("measure") }} as measure using (measure_code)
left join single using (measure_code, annee, code_commune)
left join several using (measure_code, annee, code_commune)
