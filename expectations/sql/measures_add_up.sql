-- Suppressed cells leave both sums unknown: those are left out. LOVAC's publisher gives each level of homes itself.
-- EPCI, programmes and bands do not cover every commune.
with level as (
    select measure_code, period, territory_level, sum(value) as value
    from {batch} as mart
    where
        zone = 'all'
        and territory_level in ('commune', 'departement', 'region', 'france')
        and measure_code not in ('homes_total', 'homes_vacant_2y')
    group by measure_code, period, territory_level
    having bool_and(value is not null)
)

select level.measure_code, level.period, level.territory_level, level.value as found, france.value as expected
from level
inner join level as france
    on
    france.measure_code = level.measure_code
    and france.period = level.period
    and france.territory_level = 'france'
where abs(level.value - france.value) > 1e-6 * greatest(1, abs(france.value))
limit 20
