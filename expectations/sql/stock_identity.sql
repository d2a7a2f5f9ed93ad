select code_commune, zone, activity_set, period, opening_stock, closing_stock
from {batch}
where
    abs(
        opening_stock + births + reopenings + activity_entries + unknown_entries
        - closures - activity_exits - unknown_exits - closing_stock
    ) > 1e-6
limit 20
