-- What happens to an establishment.
{{ config(materialized="view") }}

select
    event_type,
    event_order,
    label_en,
    label_fr
from {{ ref("event_type") }}
