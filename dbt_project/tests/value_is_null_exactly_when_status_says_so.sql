-- No value without the right to show it, and none missing without a reason; what is not shown but for want of a
-- denominator (M) shows neither side.
select *
from {{ ref("fct_indicator_value") }}
where
    (value is null) <> (obs_status in (select obs_status from {{ ref("obs_status") }} where is_missing))
    or (obs_status in ('O', 'Q') and (numerator is not null or denominator is not null))
    or (obs_status = 'Q') <> (conf_status = 'C')
    or value < ci_low - 1e-9
    or value > ci_high + 1e-9
