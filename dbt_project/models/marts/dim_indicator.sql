{{ config(indexes=[{"columns": ["indicator_code"], "unique": true}]) }}

select
    indicator_code,
    label_en,
    label_fr,
    definition,
    numerator_measure,
    denominator_measure,
    denominator_lag,
    multiplier,
    unit,
    direction,
    theme,
    is_core,
    decimals,
    break_year,
    is_last_year_provisional,
    caveat,
    reference,
    source
from {{ ref("indicator") }}
