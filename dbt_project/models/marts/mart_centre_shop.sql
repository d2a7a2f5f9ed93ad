{{ config(indexes=[{"columns": ["code_commune", "zone"]}]) }}

select
    siret,
    code_commune,
    town_name,
    zone,
    activity,
    activity_fr,
    activity_en,
    trade_fr,
    trade_en,
    address,
    postcode,
    opened_on,
    in_activity_since,
    is_employer,
    longitude,
    latitude,
    is_simulated
from {{ ref("int_centre_shop") }}
