-- What happened to storefronts of towns with a perimeter, with the words of a list: what the register tells, and sales
-- of which a notice names the establishment. Units that are only partially diffused are left out, whose address the
-- register masks: the list is shorter than the counts. Grain: SIRET × event × day × successor.
{{ config(materialized="view") }}

-- A shop's activity is that of the day it is sold, else the last one it had.
with sale as (
    select distinct on (sold.siret, sold.sold_on)
        sold.siret,
        'sale' as event_type,
        sold.sold_on as event_date,
        null as linked_siret,
        sold.code_commune,
        sold.zone,
        span.activity
    from {{ ref("int_business_sale") }} as sold
    inner join {{ ref("int_establishment_span") }} as span
        on sold.siret = span.siret
        and sold.code_commune = span.code_commune
    where sold.zone is not null
    order by sold.siret, sold.sold_on, (sold.sold_on between span.first_day and span.last_day) desc, span.last_day desc
),

event as (
    select
        siret,
        event_type,
        event_date,
        linked_siret,
        code_commune,
        zone,
        activity
    from {{ ref("int_establishment_event") }}
    where zone is not null
    union all
    select * from sale
)

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
    place.adresse as address,
    place.longitude,
    place.latitude,
    coalesce((
        select bool_or(file.is_simulated)
        from {{ ref("stg_ops__raw_table") }} as file
        where file.source in ('sirene', 'sirene_geolocalisation', 'bodacc')
    ), false) as is_simulated
from event
inner join {{ ref("event_type") }} as word on event.event_type = word.event_type
inner join {{ ref("activity") }} as activity on event.activity = activity.activity
inner join {{ ref("int_establishment_zone") }} as place
    on event.siret = place.siret
    and event.code_commune = place.code_commune
where
    activity.is_storefront
    and place.statut_diffusion = 'O'
