-- A place where nothing is left has no row: it stands at zero.
select
    coalesce(before.code_commune, mart.code_commune) as code_commune,
    coalesce(before.zone, mart.zone) as zone,
    coalesce(before.activity_set, mart.activity_set) as activity_set,
    coalesce(before.period + 1, mart.period) as period,
    before.closing_stock,
    mart.opening_stock
from {batch} as mart
full join {batch} as before
    on
    before.code_commune = mart.code_commune
    and before.zone = mart.zone
    and before.activity_set = mart.activity_set
    and before.period = mart.period - 1
where
    abs(coalesce(before.closing_stock, 0) - coalesce(mart.opening_stock, 0)) > 1e-6
    and coalesce(before.period + 1, mart.period) > (select min(period) from {batch} as first_years)
    and coalesce(before.period + 1, mart.period) <= (select max(period) from {batch} as last_years)
limit 20
