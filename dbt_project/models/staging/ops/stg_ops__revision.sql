-- Values of communes that past releases changed; the release that this build becomes is not yet among them.
select
    release_id,
    indicator_code,
    territory_code as code_commune,
    zone,
    period
from {{ source("ops", "revision") }}
where territory_level = 'commune'
