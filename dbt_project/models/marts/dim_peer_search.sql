select
    code_commune,
    variant,
    version,
    stratum,
    peers,
    candidates,
    variables,
    missing_variables,
    drawn_at,
    is_simulated
from {{ ref("int_peer_search") }}
