{{ config(materialized="table") }}

select
    version,
    variant,
    code_commune,
    rank,
    peer_code_commune,
    distance
from {{ source("peer", "neighbour") }}
where version = (select max(version) from {{ source("peer", "town") }})
