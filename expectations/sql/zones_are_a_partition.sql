-- Communes of which a measure is known as a whole and by zone (some exist in centres only), and whose zones do not add
-- up to the whole.
select
    territory_code,
    period,
    measure_code,
    sum(value) filter (where zone <> 'all') as found,
    sum(value) filter (where zone = 'all') as expected
from {batch}
where territory_level = 'commune'
group by territory_code, period, measure_code
having
    count(*) filter (where zone <> 'all') > 0
    and count(*) filter (where zone = 'all') > 0
    and bool_and(value is not null)
    and abs(sum(case when zone = 'all' then value else -value end)) > 1e-6
limit 20
