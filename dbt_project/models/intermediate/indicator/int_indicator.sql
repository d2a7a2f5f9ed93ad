-- The reviewed indicators: how each is computed, how good it is, the years it breaks.
{{ config(materialized="view") }}

select
    indicator_code,
    version,
    label_en,
    label_fr,
    definition,
    note.statistical_unit,
    note.reference_population,
    note.reference_time,
    note.first_year,
    model,
    numerator_measure,
    denominator_measure,
    denominator_lag,
    denominator_year,
    multiplier,
    shift,
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
        select string_agg(breaking.break_year::text, ', ' order by breaking.break_year)
        from {{ ref("int_series_break") }} as breaking
        where breaking.indicator_code = indicator.indicator_code
    ) as break_years,
    provisional_years,
    caveat,
    note.accuracy,
    note.comparability,
    note.coherence,
    reference,
    source
from {{ ref("indicator") }} as indicator
left join {{ ref("indicator_note") }} as note using (indicator_code)
