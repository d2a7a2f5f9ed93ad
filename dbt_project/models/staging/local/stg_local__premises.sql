-- Towns' own lists of premises.
select
    id_local,
    code_commune,
    longitude::double precision as longitude,
    latitude::double precision as latitude
from {{ source("local", "local_premises") }}
where vintage in {{ vintages_in_use("local_premises") }}
