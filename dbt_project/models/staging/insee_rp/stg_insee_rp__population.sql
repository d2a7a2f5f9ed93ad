select
    {{ melodi_code() }} as code_commune,
    geo_object as type_commune,
    time_period::integer as annee,
    coalesce(sex, '_T') as sexe,
    coalesce(age, '_T') as age,
    coalesce(sex, '_T') = '_T' and coalesce(age, '_T') = '_T' as is_total,
    {{ melodi_value() }} as valeur,
    {{ melodi_status() }} as statut,
    vintage
from {{ source("insee_rp", "insee_rp_population") }}
where
    vintage = {{ latest_vintage("insee_rp_population") }}
    and geo_object in ('COM', 'ARM')
    and rp_measure = 'POP'
