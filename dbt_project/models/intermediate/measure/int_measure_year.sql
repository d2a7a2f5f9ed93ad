-- Years of which each measure is known of any commune: int_measure is passed over once for all who ask.
select distinct measure_code, annee
from {{ ref("int_measure") }}
