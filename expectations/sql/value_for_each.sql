-- Territories that lack a row of an indicator of communes, and series that lack a year. Indicators of towns, and
-- zones, are only where a town has a perimeter. Every year is one that some row has. The other marts are found in
-- the schema under test, first in the search path.
with series as (
    select indicator_code, territory_level, territory_code, zone, count(*) as years
    from {batch} as mart
    group by indicator_code, territory_level, territory_code, zone
),

expected as (
    select count(distinct period) as years
    from {batch} as periods
)

select
    indicator_code,
    territory_level,
    territory_code,
    zone,
    coalesce(series.years, 0) as found,
    expected.years as expected
from (
    select indicator.indicator_code, territory.territory_level, territory.territory_code, 'all' as zone
    from dim_indicator as indicator
    cross join dim_territory as territory
    where
        indicator.scope = 'commune'
        or (indicator.scope = 'epci' and territory.territory_level in ('epci', 'departement', 'region', 'france'))
) as wanted
full join series using (indicator_code, territory_level, territory_code, zone)
cross join expected
where coalesce(series.years, 0) <> expected.years or expected.years = 0
limit 20
