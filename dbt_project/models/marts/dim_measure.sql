select
    measure_code,
    label_en,
    label_fr,
    unit,
    origin,
    is_zoned,
    units_measure
from {{ ref("int_measure_definition") }}
