-- The reviewed measures, and in a word where each comes from.
{{ config(materialized="view") }}

select
    measure_code,
    label_en,
    label_fr,
    unit,
    case origin when 'publisher' then 'published by commune' else 'counted in Sirene' end as origin,
    is_zoned,
    units_measure
from {{ ref("measure") }}
