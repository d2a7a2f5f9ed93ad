-- Each place and kind that has figures: which of them can stand in a square of four (hidden already, else to be hidden:
-- that of the fewest units), and whether what few answer for there is still open, with no other hidden beside it.
{{ config(indexes=[{"columns": ["measure_code", "annee", "place"]}]) }}

select
    measure_code,
    annee,
    place,
    kind,
    coalesce(
        min(code_commune) filter (where is_hidden and can_move),
        (array_agg(code_commune order by units, code_commune) filter (where can_hide))[1]
    ) as corner,
    case when not coalesce(bool_or(is_hidden and can_move), false) then min(units) filter (where can_hide) else 0 end
        as price,
    bool_or(is_few) and not (
        count(*) filter (where is_hidden) > 1 and coalesce(bool_or(is_hidden and can_move), false)
    ) as is_open
from {{ ref("int_measure_twin") }}
group by measure_code, annee, place, kind
