-- Both sides of a ratio as its publisher gives them for a larger territory.
select
    indicator.indicator_code,
    top.territory_level,
    top.territory_code,
    top.annee as period,
    top.value as numerator,
    below.value as denominator
from {{ ref("indicator") }} as indicator
inner join {{ ref("int_figure_level") }} as top on indicator.numerator_measure = top.measure_code
inner join {{ ref("int_figure_level") }} as below
    on indicator.denominator_measure = below.measure_code
    and top.annee - indicator.denominator_lag = below.annee
    and top.territory_level = below.territory_level
    and top.territory_code = below.territory_code
where indicator.model = 'ratio'
