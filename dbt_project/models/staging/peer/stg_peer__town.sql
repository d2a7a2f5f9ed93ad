-- Towns whose peers were sought by the method in use. A table, not a view: what is drawn during a build must not
-- split it.
{{ config(materialized="table") }}

select
    version,
    variant,
    code_commune,
    stratum,
    array_to_string(variables, ' ') as variables,
    array_to_string(missing_variables, ' ') as missing_variables,
    candidates,
    is_simulated,
    drawn_at
from {{ source("peer", "town") }}
where version = (select max(version) from {{ source("peer", "town") }})
