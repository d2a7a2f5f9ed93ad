-- A publisher's regions and departments make its France, to half a percent: else its files are of different dates, or
-- one is cut. Territories that are not loaded are in none of the three.
{{ config(severity="warn") }}

with level as (
    select measure_code, annee, territory_level, sum(value) as value
    from {{ ref("int_figure_level") }}
    group by measure_code, annee, territory_level
)

select level.measure_code, level.annee, level.territory_level, level.value, france.value as value_of_france
from level
inner join level as france
    on level.measure_code = france.measure_code
    and level.annee = france.annee
    and france.territory_level = 'france'
where abs(level.value - france.value) > 0.005 * france.value
