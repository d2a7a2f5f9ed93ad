select
    territory_level,
    level_order,
    label_en,
    label_fr
from {{ ref("int_level") }}
