-- Distances to one decimal: exact, they would tell the share of industry of a town whose jobs are withheld.
{{ config(indexes=[{"columns": ["peer_code_commune"]}]) }}

select
    code_commune,
    variant,
    version,
    rank,
    peer_code_commune,
    round(distance::numeric, 1)::double precision as distance,
    stratum,
    missing_variables,
    candidates,
    is_simulated
from {{ ref("int_peer_group") }}
