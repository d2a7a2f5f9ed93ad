-- Territories that lack a row of an indicator and year. Indicators of communes and of EPCI have one for each territory
-- of their levels; zones, and indicators of towns, are only where a town has a perimeter: such a series lacks no year.
-- The table's key lets no row stand twice, a test (exists_on) none of an unknown territory: so rows are counted, and
-- who lacks one is sought only where the count differs. Every year is one that some row has. The other marts are found
-- in the schema under test, first in the search path.
with owed as (
    select indicator.indicator_code, territory.territory_level, territory.territory_code
    from dim_indicator as indicator
    cross join dim_territory as territory
    where
        indicator.scope = 'commune'
        or (indicator.scope = 'epci' and territory.territory_level in ('epci', 'departement', 'region', 'france'))
),

owing as materialized (
    select indicator_code, territory_level, count(*) as territories
    from owed
    group by indicator_code, territory_level
),

counted as materialized (
    select indicator_code, territory_level, period, count(*) as territories
    from {batch} as mart
    where zone = 'all'
    group by indicator_code, territory_level, period
),

of_towns as materialized (
    select series.indicator_code, series.territory_level, series.territory_code, series.zone, series.period
    from {batch} as series
    where
        series.zone <> 'all'
        or (series.indicator_code, series.territory_level) not in (select indicator_code, territory_level from owing)
),

period as materialized (
    select period from counted
    union
    select period from of_towns
),

-- Years that there are not are all missing.
short as (
    select owing.indicator_code, owing.territory_level, period.period
    from owing
    left join period on true
    left join counted using (indicator_code, territory_level, period)
    where coalesce(counted.territories, 0) <> owing.territories
),

broken_off as (
    select indicator_code, territory_level, territory_code, zone
    from of_towns
    group by indicator_code, territory_level, territory_code, zone
    having count(*) <> (select count(*) from period)
)

(
    select short.indicator_code, short.territory_level, lacking.territory_code, 'all' as zone, short.period
    from short
    cross join
        lateral (
            select owed.territory_code
            from owed
            where
                owed.indicator_code = short.indicator_code
                and owed.territory_level = short.territory_level
                and not exists (
                    select from {batch} as mart
                    where
                        mart.indicator_code = short.indicator_code
                        and mart.period = short.period
                        and mart.territory_level = short.territory_level
                        and mart.territory_code = owed.territory_code
                        and mart.zone = 'all'
                )
            limit 20
        ) as lacking
    limit 20
)
union all
(
    select indicator_code, territory_level, territory_code, zone, null
    from broken_off
    limit 20
)
limit 20
