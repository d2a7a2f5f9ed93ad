-- Why the number of storefronts changed, year by year since the end of 2022.
select
    code_commune as town,
    zone,
    period,
    opening_stock,
    births,
    reopenings,
    activity_entries,
    unknown_entries,
    closures,
    activity_exits,
    unknown_exits,
    closing_stock
from marts.fct_establishment_flow
where activity_set = 'storefronts' and period > 2022 and zone in ('all', 'centre', 'rest')
order by code_commune collate "C", zone, period
