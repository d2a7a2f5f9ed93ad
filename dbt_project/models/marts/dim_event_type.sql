select
    event_type,
    event_order,
    label_en,
    label_fr
from {{ ref("int_event_type") }}
