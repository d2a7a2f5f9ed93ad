select code_commune, month, event
from {{ ref("fct_pulse") }}
group by code_commune, month, event
having count(*) > 1 and sum(events) filter (where zone = 'all') <> sum(events) filter (where zone <> 'all')
