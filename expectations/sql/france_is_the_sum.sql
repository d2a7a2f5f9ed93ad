-- EPCI, programmes and bands of population are left out: they do not cover every commune.
with level as (
    select indicator_code, period, territory_level, sum(numerator) as numerator
    from {batch} as mart
    where territory_level not in ('epci', 'programme', 'population_band')
    group by indicator_code, period, territory_level
)
select level.indicator_code, level.period, level.territory_level, level.numerator as found, france.numerator as expected
from level
inner join level as france on
    france.indicator_code = level.indicator_code
    and france.period = level.period
    and france.territory_level = 'france'
where
    coalesce(level.numerator, 0) is distinct from coalesce(france.numerator, 0)
    and abs(coalesce(level.numerator, 0) - coalesce(france.numerator, 0))
    > 1e-6 * abs(coalesce(france.numerator, 0))
limit 20
