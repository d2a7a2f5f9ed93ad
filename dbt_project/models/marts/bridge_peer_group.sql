{{ config(
    indexes=[
        {"columns": ["code_commune", "variant", "rank"], "unique": true},
        {"columns": ["peer_code_commune"]},
    ]
) }}

select
    code_commune,
    variant,
    version,
    rank,
    peer_code_commune,
    distance,
    stratum,
    missing_variables,
    candidates,
    is_simulated
from {{ ref("int_peer_group") }}
