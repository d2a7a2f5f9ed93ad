select expected.territory_level, count(mart.territory_code) as found, expected.low, expected.high
from (
    values ('departement', 101, 101), ('region', 18, 18), ('epci', 1240, 1270), ('commune', 34800, 35000)
) as expected (territory_level, low, high)
left join {batch} as mart on mart.territory_level = expected.territory_level
group by expected.territory_level, expected.low, expected.high
having count(mart.territory_code) not between expected.low and expected.high
