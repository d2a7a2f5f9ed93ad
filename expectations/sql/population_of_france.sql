select expected.period, mart.value as found, expected.population as expected
from (values (2019, 66988403), (2022, 67760573), (2023, 68094280)) as expected (period, population)
inner join {batch} as mart
    on
    mart.indicator_code = 'X01'
    and mart.territory_level = 'france'
    and mart.zone = 'all'
    and mart.period = expected.period
where mart.value is distinct from expected.population
