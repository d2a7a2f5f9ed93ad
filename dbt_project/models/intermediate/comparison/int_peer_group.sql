-- Peers of the towns of the reference geography. A code that disappeared in a merger has no group any more, and is no
-- peer: groups are drawn once, the town that took it over has its own.
{{ config(indexes=[{"columns": ["peer_code_commune"]}]) }}

select
    neighbour.code_commune,
    neighbour.variant,
    neighbour.version,
    neighbour.rank,
    neighbour.peer_code_commune,
    neighbour.distance,
    town.stratum,
    town.missing_variables,
    town.candidates,
    town.is_simulated
from {{ ref("stg_peer__neighbour") }} as neighbour
inner join {{ ref("stg_peer__town") }} as town using (variant, code_commune)
inner join {{ ref("int_commune") }} as commune on neighbour.code_commune = commune.code_commune
inner join {{ ref("int_commune") }} as peer on neighbour.peer_code_commune = peer.code_commune
