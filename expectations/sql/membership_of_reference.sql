-- Communes that do not belong to exactly one of each. The communes are those of the dimension, found in the
-- schema under test, first in the search path.
select commune.territory_code as code_commune, level.territory_level, count(mart.territory_code) as found, 1 as expected
from dim_territory as commune
cross join (values ('departement'), ('region'), ('france')) as level (territory_level)
left join {batch} as mart
    on
    mart.code_commune = commune.territory_code
    and mart.territory_level = level.territory_level
    and mart.is_reference
where commune.territory_level = 'commune'
group by commune.territory_code, level.territory_level
having count(mart.territory_code) <> 1
limit 20
