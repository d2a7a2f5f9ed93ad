select *
from {{ ref("fct_indicator_value") }}
where (value is null) <> (obs_status in ('O', 'M', 'Q'))
