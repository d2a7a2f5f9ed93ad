-- What happened to establishments of a studied activity since the first published year, one row per event. A
-- takeover or a move is told beside the closure and the birth it links.
{{ config(materialized="view") }}

with turn as (
    select distinct on (siret, reason, jour)
        siret,
        reason as event_type,
        jour as event_date,
        null as linked_siret,
        code_commune,
        zone,
        activity,
        null as linked_code_commune,
        null as linked_zone
    from {{ ref("int_establishment_turn") }}
    where
        reason in ('birth', 'closure', 'reopening')
        and annee >= {{ var("first_period") }}
        and activity <> 'other'
    order by siret, reason, jour, weight desc, code_commune
),

takeover as (
    select distinct on (link.siret_predecesseur, link.siret_successeur)
        link.siret_predecesseur,
        'takeover' as event_type,
        link.date_lien,
        link.siret_successeur,
        turn.code_commune,
        turn.zone,
        turn.activity,
        turn.code_commune as linked_code_commune,
        turn.zone as linked_zone
    from {{ ref("int_succession_link") }} as link
    inner join {{ ref("int_establishment_turn") }} as turn
        on link.siret_predecesseur = turn.siret
        and turn.reason = 'closure'
        and abs(link.date_lien - turn.jour) <= {{ var("succession_days") }}
    where
        link.is_takeover
        and link.annee >= {{ var("first_period") }}
        and turn.activity <> 'other'
    order by
        link.siret_predecesseur,
        link.siret_successeur,
        abs(link.date_lien - turn.jour),
        turn.weight desc,
        turn.code_commune
)

select * from turn
union all
select * from takeover
union all
select
    siret_predecesseur,
    'move',
    date_lien,
    siret_successeur,
    code_commune_origine,
    zone_origine,
    activity,
    code_commune_destination,
    zone_destination
from {{ ref("int_establishment_move") }}
where
    annee >= {{ var("first_period") }}
    and activity <> 'other'
    and code_commune_origine is not null
    and code_commune_destination is not null
