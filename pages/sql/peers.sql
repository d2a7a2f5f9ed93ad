-- The towns that were like each town before the programme.
select
    peer.code_commune as town,
    peer.rank,
    peer.peer_code_commune as code,
    other.territory_label as label,
    other.is_in_scope
from marts.bridge_peer_group as peer
inner join marts.dim_territory as other
    on other.territory_level = 'commune'
    and peer.peer_code_commune = other.territory_code
where peer.variant = 'all'
order by peer.code_commune collate "C", peer.rank
