-- What happens in the towns in scope, one row per event since the pulse begins. Births and closures are those of
-- fct_establishment_event, and go on after its last full year. Property is sold without a zone: its points are in
-- degrees.
{% set first_day = "date '" ~ var("pulse_first_month") ~ "'" %}
with town as (
    select code_commune
    from {{ ref("int_commune_status") }}
    where is_in_scope
),

life as (
    select distinct on (span.siret, turn.reason, turn.jour)
        turn.reason,
        turn.jour,
        span.code_commune,
        zone.zone,
        span.activity
    from {{ ref("int_establishment_span") }} as span
    cross join
        lateral (
            values (span.entered_by, span.first_day, 'birth'), (span.left_by, span.last_day + 1, 'closure')
        ) as turn (reason, jour, counted)
    left join {{ ref("int_establishment_zone") }} as zone using (siret, code_commune)
    where turn.reason = turn.counted and turn.jour >= {{ first_day }} and span.code_commune is not null
    order by span.siret, turn.reason, turn.jour, span.weight desc, span.code_commune
),

property as (
    select
        *,
        maisons + appartements + locaux_activite = 1 and not has_several_prices and valeur_fonciere > 0 as is_alone
    from {{ ref("stg_dvf__mutation") }}
    where nature_mutation = 'Vente' and communes = 1 and date_mutation >= {{ first_day }}
),

event as (
    select 'storefront_' || life.reason as event, life.code_commune, life.zone, life.jour, null::numeric as price
    from life
    inner join {{ ref("activity") }} as activity using (activity)
    where activity.is_storefront
    union all
    select 'business_sale', code_commune, zone, sold_on, price
    from {{ ref("int_business_sale") }}
    where sold_on >= {{ first_day }}
    union all
    select opened.event, opening.code_commune, opening.zone, opening.opened_on, null
    from {{ ref("int_insolvency") }} as opening
    cross join
        lateral (values ('insolvency', true), ('insolvency_proximity', opening.is_proximity))
            as opened (event, is_so)
    where opening.opened_on >= {{ first_day }} and opened.is_so
    union all
    select sold.event, succession.code_to, null, property.date_mutation, case when property.is_alone then sold.price end
    from property
    inner join {{ ref("int_commune_succession") }} as succession
        on property.code_commune = succession.code_from
        and succession.cog_from = 0
        and succession.cumulative_weight > 0.5
        and succession.cumulative_weight - succession.weight <= 0.5
    cross join
        lateral (
            values
            ('flat_sale', appartements, valeur_fonciere / nullif(surface_logements_m2, 0)),
            ('premises_sale', locaux_activite, valeur_fonciere / nullif(surface_activite_m2, 0))
        ) as sold (event, sold, price)
    where sold.sold > 0
)

select
    event.event,
    event.code_commune,
    coalesce(event.zone, 'unlocated') as zone,
    date_trunc('month', event.jour)::date as month,
    event.jour as event_date,
    event.price
from event
inner join town using (code_commune)
