-- Figures of communes that somebody answers for, of measures whose units are counted, and the larger territories whose
-- published sums hold them; a sum that few answer for is withheld itself and is none. `place` and `kind` name those of
-- the two ways in which sums cut the country: EPCI, department and region, and band and programmes. `can_move`: more
-- than one job a unit, so that it may be less than it is. `can_hide`: it can move, and no other measure tells it (all
-- employers of a commune may be of industry).
{{ config(indexes=[{"columns": ["measure_code", "annee", "code_commune"], "unique": true}]) }}

with answered as (
    select
        held.measure_code,
        held.annee,
        held.code_commune,
        held.value,
        units.value as units,
        -- Measures of one source hold each other; those of two sources tell nothing of one another.
        split_part(measure.units_measure, '_', 1) as told_with
    from {{ ref("int_measure") }} as held
    inner join {{ ref("measure") }} as measure using (measure_code)
    inner join {{ ref("int_measure") }} as units
        on measure.units_measure = units.measure_code
        and held.code_commune = units.code_commune
        and held.zone = units.zone
        and held.annee = units.annee
    where held.zone = 'all' and held.value is not null and units.value > 0
),

membership as (
    select *
    from {{ ref("int_territory_membership") }}
    where territory_level not in ('commune', 'france')
),

published as (
    select answered.measure_code, answered.annee, membership.territory_level, membership.territory_code
    from answered
    inner join membership using (code_commune)
    group by answered.measure_code, answered.annee, membership.territory_level, membership.territory_code
    having sum(answered.units) >= {{ var("withheld_below") }}
),

member as (
    select
        published.measure_code,
        published.annee,
        membership.code_commune,
        string_agg(membership.territory_code, ' ' order by membership.territory_code)
        filter (where membership.territory_level = 'region') as region,
        string_agg(membership.territory_code, ' ' order by membership.territory_code)
        filter (where membership.territory_level = 'programme') as programme,
        string_agg(membership.territory_code, ' ' order by membership.territory_code)
        filter (where membership.territory_level = 'population_band') as population_band,
        string_agg(membership.territory_code, ' ' order by membership.territory_code)
        filter (where membership.territory_level = 'departement') as departement,
        string_agg(membership.territory_code, ' ' order by membership.territory_code)
        filter (where membership.territory_level = 'epci') as epci
    from published
    inner join membership using (territory_level, territory_code)
    group by published.measure_code, published.annee, membership.code_commune
)

select
    answered.measure_code,
    answered.annee,
    answered.code_commune,
    answered.units,
    answered.units < {{ var("withheld_below") }} as is_few,
    answered.value > answered.units as can_move,
    answered.value > answered.units
    and count(*) over (partition by answered.annee, answered.code_commune, answered.units, answered.told_with)
    = 1 as can_hide,
    member.region,
    member.programme,
    member.population_band,
    member.departement,
    member.epci,
    concat_ws('/', 'in', member.region, member.departement, member.epci) as place,
    concat_ws('/', 'of', member.population_band, member.programme) as kind
from answered
left join member using (measure_code, annee, code_commune)
