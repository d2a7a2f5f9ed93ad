-- Places where towns count passers-by.
select
    site_id,
    site_name,
    fr_insee_code as code_commune,
    xlong::double precision as longitude,
    ylat::double precision as latitude
from {{ source("local", "local_footfall_site") }}
where vintage in {{ vintages_in_use("local_footfall_site") }}
