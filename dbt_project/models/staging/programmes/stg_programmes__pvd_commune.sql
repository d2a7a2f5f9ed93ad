select
    {{ commune_code("insee_com") }} as code_commune,
    id_pvd as pvd_id,
    {{ list_date("date_signature") }} as date_signature,
    vintage::date as list_date
from {{ source("programmes", "anct_pvd_commune") }}
where vintage = {{ latest_vintage("anct_pvd_commune") }}
