select
    territory_level,
    territory_code,
    base_period,
    period,
    jobs_base,
    jobs,
    change,
    national_effect,
    mix_effect,
    local_effect,
    obs_status,
    coverage,
    status_reason
from {{ ref("int_shift_share") }}
