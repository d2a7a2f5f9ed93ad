-- Figures of communes that are hidden: what few answer for, and beside one that is alone in its place and kind another
-- of the same (that of the fewest units). One job more here and one less there changes no published sum.
{{ config(indexes=[{"columns": ["measure_code", "annee", "code_commune"], "unique": true}]) }}

with ranked as (
    select
        cell.*,
        count(*) filter (where is_few) over peers as few,
        bool_or(is_few and can_move) over peers as is_any_moving,
        row_number() over (
            partition by measure_code, annee, place, kind, can_hide and not is_few
            order by units, code_commune
        ) as turn
    from {{ ref("int_measure_cell") }} as cell
    window peers as (partition by measure_code, annee, place, kind)
)

select
    measure_code,
    annee,
    code_commune,
    units,
    place,
    kind,
    can_move,
    can_hide,
    is_few,
    is_few
    or (can_hide and turn = 1 and few > 0 and not (few > 1 and coalesce(is_any_moving, false))) as is_hidden
from ranked
