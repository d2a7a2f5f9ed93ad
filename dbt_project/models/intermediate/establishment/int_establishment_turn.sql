-- Grain: SIRET × commune × turn: the day on which an establishment comes into or leaves the open state or its
-- activity, since the first measured year, with what the succession links say of it. `continued` is a change of
-- activity: it enters one set of activities and leaves another. Of studied activities only: nothing reads the others.
{% set first_day = "make_date(" ~ var("first_measure_year") ~ ", 1, 1)" %}
{% set last_day = "make_date((select last_full_year from " ~ ref("stg_sirene__vintage") ~ "), 12, 31)" %}
{% set is_studied = "activity <> 'other' and code_commune is not null" %}

with entry as (
    select
        siret,
        code_commune,
        weight,
        activity,
        activity_before as other_activity,
        'entry' as direction,
        entered_by as reason,
        first_day as jour,
        open_without_break_until
    from {{ ref("int_establishment_span") }}
    where first_day between {{ first_day }} and {{ last_day }} and {{ is_studied }}
),

departure as (
    select
        siret,
        code_commune,
        weight,
        activity,
        activity_after,
        'exit',
        left_by,
        last_day + 1,
        null::date
    from {{ ref("int_establishment_span") }}
    where last_day + 1 between {{ first_day }} and {{ last_day }} and {{ is_studied }}
),

turn as (
    select * from entry
    union all
    select * from departure
),

-- A link speaks of the birth of its successor and of the closure of its predecessor, if near in time.
party as (
    select siret_successeur as siret, 'birth' as reason, link.*
    from {{ ref("int_succession_link") }} as link
    union all
    select siret_predecesseur, 'closure', link.*
    from {{ ref("int_succession_link") }} as link
),

told as (
    select
        turn.siret,
        turn.reason,
        turn.jour,
        bool_or(party.is_continuity) as is_continuity,
        bool_or(party.is_takeover) as is_takeover,
        bool_or(party.is_takeover and not party.is_incorporation) as is_takeover_by_another
    from turn
    inner join party using (siret, reason)
    where abs(party.date_lien - turn.jour) <= {{ var("succession_days") }}
    group by turn.siret, turn.reason, turn.jour
)

select
    turn.siret,
    turn.code_commune,
    zone.zone,
    turn.weight,
    turn.activity,
    turn.other_activity,
    turn.direction,
    turn.reason,
    turn.jour,
    extract(year from turn.jour)::integer as annee,
    turn.open_without_break_until,
    told.siret is not null as has_link,
    coalesce(told.is_continuity, false) as is_continuity,
    coalesce(told.is_takeover, false) as is_takeover,
    coalesce(told.is_takeover_by_another, false) as is_takeover_by_another
from turn
inner join {{ ref("activity") }} as activity using (activity)
left join {{ ref("int_establishment_zone") }} as zone using (siret, code_commune)
left join told using (siret, reason, jour)
where activity.is_counted
