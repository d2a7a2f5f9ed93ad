-- Where what few answer for is open: another kind of the same place, and another place that has both kinds. One job
-- more at two corners and one less at the other two changes no published sum. The square that hides the fewest units
-- more is taken; none (null) where the country has no such place.
with pair as (
    select
        one.measure_code,
        one.annee,
        one.place,
        one.kind,
        other.kind as other_kind,
        one.corner,
        other.corner as other_corner,
        one.price + other.price as price,
        row_number() over (
            partition by one.measure_code, one.annee, one.kind, other.kind
            order by one.price + other.price, one.place
        ) as turn
    from {{ ref("int_measure_corner") }} as one
    inner join {{ ref("int_measure_corner") }} as other using (measure_code, annee, place)
    where one.kind <> other.kind and one.corner is not null and other.corner is not null
)

select distinct on (opened.measure_code, opened.annee, opened.place, opened.kind)
    opened.measure_code,
    opened.annee,
    opened.place,
    opened.kind,
    beside.corner as beside,
    pair.corner as across,
    pair.other_corner as opposite
from {{ ref("int_measure_corner") }} as opened
left join {{ ref("int_measure_corner") }} as beside
    on opened.measure_code = beside.measure_code
    and opened.annee = beside.annee
    and opened.place = beside.place
    and opened.kind <> beside.kind
    and beside.corner is not null
left join pair
    on opened.measure_code = pair.measure_code
    and opened.annee = pair.annee
    and opened.kind = pair.kind
    and beside.kind = pair.other_kind
    and opened.place <> pair.place
    -- The best place may be the open one itself: the second is enough.
    and pair.turn <= 2
where opened.is_open
order by
    opened.measure_code,
    opened.annee,
    opened.place,
    opened.kind,
    pair.place is null,
    beside.price + pair.price,
    beside.kind,
    pair.place
