-- Storefronts born in a year, successors of a continuity link left out, and those still open without a break 36
-- months later; beside them storefronts and agencies born of a takeover in place. Grain: commune × zone × cohort.
{% set survives = "open_without_break_until >= (jour + interval '36 months')::date" -%}
{% set is_new = "is_storefront and not is_continuity" -%}
{% set is_takeover = "is_proximity and is_takeover" -%}

select
    code_commune,
    zone,
    annee as cohorte,
    coalesce(sum(weight) filter (where {{ is_new }}), 0) as cohort,
    coalesce(sum(weight) filter (where {{ is_new }} and {{ survives }}), 0) as survivors,
    coalesce(sum(weight) filter (where {{ is_takeover }}), 0) as takeovers,
    coalesce(sum(weight) filter (where {{ is_takeover }} and {{ survives }}), 0) as takeovers_surviving
from {{ ref("int_establishment_turn") }}
inner join {{ ref("activity") }} using (activity)
where
    direction = 'entry'
    and reason = 'birth'
    and (({{ is_new }}) or ({{ is_takeover }}))
    and annee <= (select last_full_year - 3 from {{ ref("stg_sirene__vintage") }})
group by code_commune, zone, annee
