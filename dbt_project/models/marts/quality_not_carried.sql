select
    raw_table,
    vintage,
    code_commune as native_code,
    cog_year,
    annee as period,
    measure_code,
    value,
    obs_status,
    reason
from {{ ref("int_not_carried") }}
