-- Towns of the programme by one indicator.
select fact.territory_code, territory.territory_name, fact.value
from marts.fct_indicator_value as fact
inner join marts.dim_territory as territory using (territory_level, territory_code)
where
    fact.indicator_code = 'C01' and fact.territory_level = 'commune' and fact.zone = 'all' and fact.period = 2023
    and territory.is_in_scope and fact.value is not null
order by fact.value desc
limit 50
