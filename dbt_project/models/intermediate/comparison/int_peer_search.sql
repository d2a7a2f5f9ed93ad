-- What became of the search of each town of the reference geography: how many peers it has, and what is not known of
-- it.
{{ config(materialized="view") }}

select
    code_commune,
    town.variant,
    town.version,
    town.stratum,
    count(peer.rank) as peers,
    town.candidates,
    town.variables,
    town.missing_variables,
    town.drawn_at,
    town.is_simulated
from {{ ref("stg_peer__town") }} as town
inner join {{ ref("int_commune") }} using (code_commune)
left join {{ ref("int_peer_group") }} as peer using (code_commune, variant)
group by
    code_commune,
    town.variant,
    town.version,
    town.stratum,
    town.candidates,
    town.variables,
    town.missing_variables,
    town.drawn_at,
    town.is_simulated
