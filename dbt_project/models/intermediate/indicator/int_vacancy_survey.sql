-- Vacancy of town centres by the towns' own surveys: vacant premises over those occupied, vacant or under works. A
-- survey whose premises are not placed well enough, or of too few of them, takes nobody's place. Grain: town × year.
with counted as (
    select
        code_commune,
        annee,
        max(surveyed_on) as surveyed_on,
        max(vintage) as vintage,
        count(*) filter (where zone = 'centre')::double precision as premises,
        count(*) filter (where zone = 'centre' and state = 'vacant')::double precision as vacant,
        count(*) filter (where zone <> 'unlocated') / count(*)::double precision as located_share
    from {{ ref("int_surveyed_premises") }}
    group by code_commune, annee
)

select
    code_commune,
    annee,
    surveyed_on,
    vintage,
    premises,
    vacant,
    located_share,
    100 * vacant / nullif(premises, 0) as value,
    100 * {{ interval_bound("'wilson'", "vacant", "premises", -1) }} as value_low,
    100 * {{ interval_bound("'wilson'", "vacant", "premises", 1) }} as value_high,
    premises >= {{ var("withheld_below") }} and located_share >= {{ var("coverage_withheld_below") }} as is_used,
    premises < {{ var("fragile_below") }} or located_share < {{ var("coverage_fragile_below") }} as is_fragile
from counted
