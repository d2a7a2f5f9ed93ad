-- The reviewed indicators: how each is computed, how good it is, the years it breaks.
{{ config(materialized="view") }}

select
    indicator_code,
    indicator.version,
    indicator.label_en,
    indicator.label_fr,
    indicator.definition,
    note.statistical_unit,
    note.reference_population,
    note.reference_time,
    note.first_year,
    indicator.model,
    indicator.numerator_measure,
    indicator.denominator_measure,
    indicator.denominator_lag,
    indicator.denominator_year,
    indicator.multiplier,
    indicator.shift,
    indicator.units_measure,
    indicator.scope,
    indicator.zones,
    indicator.interval_method,
    indicator.unit,
    indicator.direction,
    indicator.theme,
    indicator.is_core,
    indicator.is_experimental,
    indicator.decimals,
    (
        select string_agg(breaking.break_year::text, ', ' order by breaking.break_year)
        from {{ ref("int_series_break") }} as breaking
        where breaking.indicator_code = indicator.indicator_code
    ) as break_years,
    indicator.provisional_years,
    indicator.caveat,
    note.accuracy,
    note.comparability,
    note.coherence,
    indicator.reference,
    indicator.source,
    french.definition_fr,
    coalesce(french.formula_fr, {{ formula_fr("indicator", "top.label_fr", "below.label_fr") }}) as formula_fr,
    french.caveat_fr,
    unit.label_fr as unit_fr,
    unit.after_value_fr
from {{ ref("indicator") }} as indicator
left join {{ ref("indicator_note") }} as note using (indicator_code)
left join {{ ref("indicator_fr") }} as french using (indicator_code)
left join {{ ref("measure") }} as top on indicator.numerator_measure = top.measure_code
left join {{ ref("measure") }} as below on indicator.denominator_measure = below.measure_code
left join {{ ref("unit") }} as unit on indicator.unit = unit.unit
