select
    theme,
    theme_order,
    label_en,
    label_fr
from {{ ref("int_theme") }}
