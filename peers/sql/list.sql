select
    town.code_commune,
    town.variant,
    town.version,
    town.candidates,
    town.missing_variables,
    array_agg(neighbour.peer_code_commune order by neighbour.rank) filter (where neighbour.rank is not null) as peers,
    max(neighbour.distance) as farthest
from peer.town
left join peer.neighbour using (version, variant, code_commune)
where town.version = (select max(latest.version) from peer.town as latest)
group by town.code_commune, town.variant, town.version, town.candidates, town.missing_variables
order by town.code_commune, town.variant
