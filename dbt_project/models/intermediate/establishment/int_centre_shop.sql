-- Storefronts open today in towns with a perimeter. Units that are only partially diffused are left out: their address
-- is masked at the source. So are those of a commune cut in two since, of which nobody knows the half. Grain: SIRET.
{{ config(materialized="view") }}

with trade as (
    select distinct trade, label_en, label_fr
    from {{ ref("trade") }}
)

select
    span.siret,
    span.code_commune,
    commune.nom_commune as town_name,
    zone.zone,
    span.activity,
    activity.label_fr as activity_fr,
    activity.label_en as activity_en,
    trade.label_fr as trade_fr,
    trade.label_en as trade_en,
    zone.adresse as address,
    zone.code_postal as postcode,
    zone.date_creation as opened_on,
    span.first_day as in_activity_since,
    span.is_employer,
    zone.longitude,
    zone.latitude,
    coalesce((
        select bool_or(file.is_simulated)
        from {{ ref("stg_ops__raw_table") }} as file
        where file.source in ('sirene', 'sirene_geolocalisation')
    ), false) as is_simulated
from {{ ref("int_establishment_span") }} as span
inner join {{ ref("activity") }} as activity on span.activity = activity.activity
inner join {{ ref("int_establishment_zone") }} as zone
    on span.siret = zone.siret
    and span.code_commune = zone.code_commune
inner join {{ ref("int_commune") }} as commune on span.code_commune = commune.code_commune
left join trade on span.trade = trade.trade
where
    span.left_by = 'open'
    and span.weight = 1
    and activity.is_storefront
    and zone.statut_diffusion = 'O'
