-- What few answer for and no square protects, and its mate: the figure that shares most published sums with it (regions
-- are kept longest, then programmes, bands, departments, EPCI). Sums of only one of the two are withheld.
with stray as (
    select cell.*
    from {{ ref("int_measure_cell") }} as cell
    inner join {{ ref("int_measure_square") }} as square using (measure_code, annee, place, kind)
    where cell.is_few and square.across is null
)

select distinct on (stray.measure_code, stray.annee, stray.code_commune)
    stray.measure_code,
    stray.annee,
    stray.code_commune,
    mate.code_commune as mate
from stray
inner join {{ ref("int_measure_cell") }} as mate
    on stray.measure_code = mate.measure_code
    and stray.annee = mate.annee
    and stray.code_commune <> mate.code_commune
    and case when mate.is_few then mate.can_move else mate.can_hide end
order by
    stray.measure_code,
    stray.annee,
    stray.code_commune,
    {% for level in ["region", "programme", "population_band", "departement", "epci"] -%}
    stray.{{ level }} is distinct from mate.{{ level }},
    {% endfor -%}
    mate.is_few desc,
    mate.units,
    mate.code_commune
