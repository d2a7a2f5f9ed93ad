-- Numerators of sums: survival (pooled cohorts), diversity and gaps are none. Withheld figures leave both sums
-- unknown, hence departments and regions only. A territory without a figure adds nothing.
with level as (
    select
        indicator_code,
        period,
        territory_level,
        sum(numerator) as numerator,
        bool_or(obs_status = 'Q') as is_withheld
    from {batch} as mart
    where
        zone = 'all'
        and territory_level in ('departement', 'region', 'france')
        and indicator_code not in ('C06', 'C07', 'C09')
    group by indicator_code, period, territory_level
)

select level.indicator_code, level.period, level.territory_level, level.numerator as found, france.numerator as expected
from level
inner join level as france
    on
    france.indicator_code = level.indicator_code
    and france.period = level.period
    and france.territory_level = 'france'
where
    not level.is_withheld
    and not france.is_withheld
    and abs(coalesce(level.numerator, 0) - coalesce(france.numerator, 0))
    > 1e-6 * greatest(1, abs(coalesce(france.numerator, 0)))
limit 20
