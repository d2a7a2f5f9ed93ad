-- What readers see of each indicator: territories as wholes, and what of it is known of town centres. A release
-- made before zones existed has no such column: there, `zone` is the one of `whole`.
select
    fact.indicator_code as code,
    count(*) filter (where fact.zone = 'all') as values,
    count(fact.value) filter (where fact.zone = 'all') as present,
    count(fact.value) filter (where fact.zone = 'centre') as in_centres,
    min(fact.period) as first_period,
    max(fact.period) as last_period
from (values ('all')) as whole (zone)
cross join
    lateral (
        select indicator_code, zone, period, value from marts.fct_indicator_value
    ) as fact
group by fact.indicator_code
order by fact.indicator_code;
