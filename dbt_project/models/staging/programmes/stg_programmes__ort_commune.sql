select
    {{ commune_code("code_commune") }} as code_commune,
    statut_commune,
    signee as statut_signature,
    {{ list_date("date_signature") }} as date_signature,
    {{ list_date("date_fin_estimee") }} as date_fin_estimee,
    vintage::date as list_date
from {{ source("programmes", "dgaln_ort_commune") }}
where vintage = {{ latest_vintage("dgaln_ort_commune") }}
