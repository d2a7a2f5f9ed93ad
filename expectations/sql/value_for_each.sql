-- Territories without a row for each indicator and period. Every period is one that some row has.
-- The other marts are found in the schema under test, first in the search path.
select territory.territory_level, territory.territory_code, coalesce(told.values, 0) as found, expected.values as expected
from dim_territory as territory
cross join (
    select (select count(*) from dim_indicator) * count(distinct period) as values
    from {batch} as periods
) as expected
left join (
    select territory_level, territory_code, count(*) as values
    from {batch} as mart
    group by territory_level, territory_code
) as told on
    told.territory_level = territory.territory_level
    and told.territory_code = territory.territory_code
where coalesce(told.values, 0) <> expected.values or expected.values = 0
limit 20
