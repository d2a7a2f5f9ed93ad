-- Grain: one opening of proceedings of a legal unit, on the day it was first announced; notices of one unit within 31
-- days tell one opening, a conversion of proceedings is none. The town is that of the unit's seat today; the activity
-- is that of the unit on the day.
{{ config(indexes=[{"columns": ["code_commune", "opened_on"]}]) }}

with notice as (
    select
        *,
        coalesce(
            date_parution - lag(date_parution) over (partition by coalesce(siren, id) order by date_parution, id) > 31,
            true
        ) as is_first
    from {{ ref("stg_bodacc__collective") }}
    where is_opening and nature_jugement !~* 'conver[st]'
),

counted as (
    select *, sum(is_first::integer) over (partition by coalesce(siren, id) order by date_parution, id) as opening_rank
    from notice
),

opening as (
    select
        min(siren) as siren,
        min(date_parution) as opened_on,
        min(date_jugement) as judged_on,
        (array_agg(id order by date_parution, id))[1] as opening_id,
        (array_agg(code_postal order by date_parution, id))[1] as code_postal,
        (array_agg(ville order by date_parution, id))[1] as ville,
        count(*) as notices
    from counted
    group by coalesce(siren, id), opening_rank
),

unit as materialized (
    {{ looked_up(ref("stg_sirene__unite_legale"), "siren", "opening", "siren") }}
),

seat as materialized (
    {{ looked_up(ref("stg_sirene__etablissement"), "siret", "unit", "siret_siege") }}
),

periode as materialized (
    {{ looked_up(ref("stg_sirene__unite_legale_periode"), "siren", "opening", "siren") }}
)

select
    opening.opening_id,
    opening.siren,
    opening.opened_on,
    opening.judged_on,
    extract(year from opening.opened_on)::integer as annee,
    seat.siret as siret_siege,
    coalesce(succession.code_to, place.code_commune) as code_commune,
    zone.zone,
    case
        when succession.code_to is not null then 'seat'
        when place.code_commune is not null then 'notice_address'
    end as place_source,
    case
        when place.code_commune is not null then 'matched'
        when opening.code_postal is null or opening.ville is null then 'no_single_place'
        when place.communes > 1 then 'ambiguous'
        else 'unknown_place'
    end as address_match,
    coalesce(activity.is_proximity, false) and {{ is_counted_form("periode.categorie_juridique") }} as is_proximity,
    opening.notices
from opening
left join unit on opening.siren = unit.siren
left join seat on unit.siret_siege = seat.siret
left join {{ ref("int_commune_succession") }} as succession
    on seat.code_commune = succession.code_from
    and succession.cog_from = 0
    and succession.cumulative_weight > 0.5
    and succession.cumulative_weight - succession.weight <= 0.5
left join {{ ref("int_establishment_zone") }} as zone
    on seat.siret = zone.siret
    and succession.code_to = zone.code_commune
left join {{ ref("int_postal_town") }} as place
    on opening.code_postal = place.area
    and {{ town_name("opening.ville") }} = place.town
left join periode
    on opening.siren = periode.siren
    and opening.opened_on between periode.jour_debut and periode.jour_fin
left join {{ ref("naf_activity") }} as naf
    on periode.naf = naf.naf_code
    and periode.nomenclature_activite = naf.nomenclature
left join {{ ref("activity") }} as activity on naf.activity = activity.activity
