-- Figures withheld so that what few answer for cannot be told from the rest: of communes (itself, twins and corners of
-- squares), and of larger territories that hold one of two and not the other.
{{ config(indexes=[{"columns": ["measure_code", "period", "territory_level", "territory_code"], "unique": true}]) }}

with stray as (
    select * from {{ ref("int_measure_stray") }}
),

hidden as (
    select measure_code, annee, code_commune
    from {{ ref("int_measure_twin") }}
    where is_hidden
    union
    select square.measure_code, square.annee, corner
    from {{ ref("int_measure_square") }} as square
    cross join lateral unnest(array[square.beside, square.across, square.opposite]) as corner
    where square.across is not null
    union
    select measure_code, annee, mate
    from stray
),

two as (
    select stray.measure_code, stray.annee, stray.code_commune, stray.mate, one.member
    from stray
    cross join lateral (values (stray.code_commune), (stray.mate)) as one (member)
)

select measure_code, annee as period, 'commune' as territory_level, code_commune as territory_code
from hidden
union
select two.measure_code, two.annee, membership.territory_level, membership.territory_code
from two
inner join {{ ref("int_territory_membership") }} as membership on two.member = membership.code_commune
where membership.territory_level <> 'commune'
group by
    two.measure_code, two.annee, two.code_commune, two.mate, membership.territory_level, membership.territory_code
having count(*) = 1
