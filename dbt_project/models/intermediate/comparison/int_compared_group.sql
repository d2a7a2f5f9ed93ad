-- The groups in which each town in scope is compared. Of peers the group is named after its town, which is no peer of
-- itself: it stands among them to be ranked, and is left out of their median.
{{ config(indexes=[{"columns": ["code_commune"]}]) }}

with scope as (
    select code_commune
    from {{ ref("int_commune_status") }}
    where is_in_scope
)

select
    kind.group_kind,
    membership.territory_code as group_code,
    membership.code_commune,
    false as is_own
from {{ ref("comparison_group") }} as kind
inner join {{ ref("int_territory_membership") }} as membership using (territory_level)
inner join scope using (code_commune)
where membership.territory_code <> 'scope'
union all
select {{ peers_of("peer.variant") }}, peer.code_commune, peer.peer_code_commune, false
from {{ ref("int_peer_group") }} as peer
union all
select distinct {{ peers_of("peer.variant") }}, peer.code_commune, peer.code_commune as member, true
from {{ ref("int_peer_group") }} as peer
