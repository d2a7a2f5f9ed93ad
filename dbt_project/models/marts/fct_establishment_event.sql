{{ config(indexes=[{"columns": ["code_commune", "event_date"]}, {"columns": ["siret"]}]) }}

select
    siret,
    event_type,
    event_date,
    linked_siret,
    code_commune,
    zone,
    activity,
    linked_code_commune,
    linked_zone
from {{ ref("int_establishment_event") }}
