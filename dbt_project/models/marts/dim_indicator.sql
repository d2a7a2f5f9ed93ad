{{ config(indexes=[{"columns": ["indicator_code"], "unique": true}]) }}

select
    indicator_code,
    version,
    label_en,
    label_fr,
    definition,
    model,
    numerator_measure,
    denominator_measure,
    denominator_lag,
    denominator_year,
    multiplier::double precision as multiplier,
    shift::double precision as shift,
    units_measure,
    scope,
    zones,
    interval_method,
    unit,
    direction,
    theme,
    is_core,
    is_experimental,
    decimals,
    (
        select string_agg(break_year::text, ', ' order by break_year)
        from {{ ref("series_break") }}
        where indicator_code = any(string_to_array(indicator_codes, ' '))
    ) as break_years,
    provisional_years,
    caveat,
    reference,
    source
from {{ ref("indicator") }}
