-- What few answer for and no square protects, and its mate: the figure that shares most published sums with it (regions
-- are kept longest, then programmes, bands, departments, EPCI). Sums of only one of the two are withheld. A mate is
-- sought in the stray's region, which comes first, and only where there is none elsewhere: each stray has thousands of
-- figures to choose from.
{% set shared = ["region", "programme", "population_band", "departement", "epci"] -%}
{% set places = [("near", "stray.region is not distinct from mate.region"), ("far", "near.code_commune is null")] -%}
with stray as (
    select cell.*
    from {{ ref("int_measure_cell") }} as cell
    inner join {{ ref("int_measure_square") }} as square using (measure_code, annee, place, kind)
    where cell.is_few and square.across is null
)

select
    stray.measure_code,
    stray.annee,
    stray.code_commune,
    coalesce(near.code_commune, far.code_commune) as mate
from stray
{% for name, condition in places -%}
left join
    lateral (
        select mate.code_commune
        from {{ ref("int_measure_cell") }} as mate
        where
            stray.measure_code = mate.measure_code
            and stray.annee = mate.annee
            and stray.code_commune <> mate.code_commune
            and case when mate.is_few then mate.can_move else mate.can_hide end
            and {{ condition }}
        order by
            {% for level in shared -%}
            stray.{{ level }} is distinct from mate.{{ level }},
            {% endfor -%}
            mate.is_few desc,
            mate.units,
            mate.code_commune
        limit 1
    ) as {{ name }}
    on true
{% endfor -%}
where coalesce(near.code_commune, far.code_commune) is not null
