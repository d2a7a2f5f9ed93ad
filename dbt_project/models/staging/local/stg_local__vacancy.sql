-- Field surveys of vacancy that towns give: premises at each survey.
select
    id_local,
    code_commune,
    date_releve as surveyed_on,
    etat as state,
    longitude::double precision as longitude,
    latitude::double precision as latitude,
    dans_centre as is_in_centre,
    vintage
from {{ source("local", "local_vacancy") }}
where vintage in {{ vintages_in_use("local_vacancy") }}
