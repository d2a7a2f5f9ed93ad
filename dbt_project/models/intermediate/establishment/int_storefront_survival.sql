-- Storefronts born in a year, successors of a continuity link left out, and those still open without a break 36
-- months later. Grain: commune × zone × cohort.
select
    code_commune,
    zone,
    annee as cohorte,
    sum(weight) as cohort,
    coalesce(
        sum(weight) filter (where open_without_break_until >= (jour + interval '36 months')::date), 0
    ) as survivors
from {{ ref("int_establishment_turn") }}
inner join {{ ref("activity") }} using (activity)
where
    direction = 'entry'
    and reason = 'birth'
    and is_storefront
    and not is_continuity
    and annee <= (select last_full_year - 3 from {{ ref("stg_sirene__vintage") }})
group by code_commune, zone, annee
