select
    {{ melodi_code() }} as code_commune,
    geo_object as type_commune,
    time_period::integer as annee,
    empform as statut_emploi,
    coalesce(sex, '_T') as sexe,
    coalesce(age, '_T') as age,
    coalesce(wktime, '_T') as temps_travail,
    empform = '_T' as is_total,
    rp_measure as mesure,
    {{ melodi_value() }} as valeur,
    {{ melodi_status() }} as statut,
    vintage
from {{ source("insee_rp", "insee_rp_emploi_travail") }}
where vintage = {{ latest_vintage("insee_rp_emploi_travail") }} and geo_object in ('COM', 'ARM')
