select
    {{ melodi_code() }} as code_commune,
    geo_object as type_commune,
    time_period::integer as annee,
    tph as type_menage,
    coalesce(pcs, '_T') as groupe_social,
    tph = '_T' as is_total,
    rp_measure as mesure,
    {{ melodi_value() }} as valeur,
    {{ melodi_status() }} as statut,
    vintage
from {{ source("insee_rp", "insee_rp_menage") }}
where vintage = {{ latest_vintage("insee_rp_menage") }} and geo_object in ('COM', 'ARM')
