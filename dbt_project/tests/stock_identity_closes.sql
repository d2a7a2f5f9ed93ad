-- To the unit, for every commune, zone, set of activities and year: a stock is the one before, plus what came in,
-- less what left.
select *
from {{ ref("fct_establishment_flow") }}
where abs(
    opening_stock + births + reopenings + activity_entries + unknown_entries
    - closures - activity_exits - unknown_exits - closing_stock
) > 1e-6
