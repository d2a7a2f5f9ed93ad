-- What happened to storefronts since the beginning of 2022; the mart leaves out those that may not be shown.
select
    code_commune as town,
    siret,
    event_type,
    event_fr,
    event_date,
    linked_siret,
    zone,
    activity_fr,
    address,
    longitude,
    latitude,
    is_simulated
from marts.mart_town_event
where event_date >= date '2022-01-01'
order by code_commune collate "C", event_date desc, siret, event_type
