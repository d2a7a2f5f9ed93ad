{{ config(indexes=[{"columns": ["code_commune", "event_date"]}]) }}

select
    siret,
    event_type,
    event_fr,
    event_en,
    event_date,
    linked_siret,
    code_commune,
    zone,
    activity,
    activity_fr,
    activity_en,
    address,
    longitude,
    latitude,
    is_simulated
from {{ ref("int_town_event") }}
