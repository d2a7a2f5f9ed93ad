-- Births and closures of the pulse are those of fct_establishment_event in each town and full year.
with pulse as (
    select code_commune, extract(year from month) as annee, event, sum(events) as events
    from {{ ref("fct_pulse") }}
    where zone = 'all' and event in ('storefront_birth', 'storefront_closure')
    group by code_commune, annee, event
),

told as (
    select
        event.code_commune,
        extract(year from event.event_date) as annee,
        'storefront_' || event.event_type as event,
        count(*) as events
    from {{ ref("fct_establishment_event") }} as event
    inner join {{ ref("activity") }} as activity using (activity)
    where activity.is_storefront and event.event_type in ('birth', 'closure')
    group by event.code_commune, annee, event.event_type
)

select pulse.*, told.events as told
from pulse
left join told using (code_commune, annee, event)
where
    pulse.annee <= (select last_full_year from {{ ref("stg_sirene__vintage") }})
    and pulse.events <> coalesce(told.events, 0)
