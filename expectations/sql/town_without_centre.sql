-- Towns of the dimension without a perimeter. Found in the schema under test, first in the search path.
select town.territory_code as code_commune, town.territory_name
from dim_territory as town
left join {batch} as mart on mart.code_commune = town.territory_code
where town.territory_level = 'commune' and town.is_in_scope and mart.code_commune is null
limit 20
