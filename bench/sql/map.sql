-- An indicator on a map of all communes.
select territory_code, value, obs_status
from marts.fct_indicator_value
where indicator_code = 'A01' and territory_level = 'commune' and zone = 'all' and period = 2023
