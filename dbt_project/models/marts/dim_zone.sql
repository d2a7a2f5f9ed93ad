select
    zone,
    zone_order,
    label_en,
    label_fr
from {{ ref("int_zone") }}
