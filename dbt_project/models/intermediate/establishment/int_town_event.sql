-- What happened to storefronts of towns with a perimeter, with the words of a list. Units that are only partially
-- diffused are left out, whose address the register masks: the list is shorter than the counts. Grain: that of
-- int_establishment_event.
{{ config(materialized="view") }}

select
    event.siret,
    event.event_type,
    word.label_fr as event_fr,
    word.label_en as event_en,
    event.event_date,
    event.linked_siret,
    event.code_commune,
    event.zone,
    event.activity,
    activity.label_fr as activity_fr,
    activity.label_en as activity_en,
    etablissement.adresse as address,
    case when located.siret is not null then point.longitude end as longitude,
    case when located.siret is not null then point.latitude end as latitude,
    coalesce((
        select bool_or(file.is_simulated)
        from {{ ref("stg_ops__load") }} as file
        where file.source in ('sirene', 'sirene_geolocalisation')
    ), false) as is_simulated
from {{ ref("int_establishment_event") }} as event
inner join {{ ref("event_type") }} as word on event.event_type = word.event_type
inner join {{ ref("activity") }} as activity on event.activity = activity.activity
inner join {{ ref("stg_sirene__etablissement") }} as etablissement on event.siret = etablissement.siret
left join {{ ref("int_located_point") }} as located
    on event.siret = located.siret
    and event.code_commune = located.code_commune
left join {{ ref("stg_sirene_geolocalisation__point") }} as point on event.siret = point.siret
where
    event.zone is not null
    and activity.is_storefront
    and etablissement.statut_diffusion = 'O'
