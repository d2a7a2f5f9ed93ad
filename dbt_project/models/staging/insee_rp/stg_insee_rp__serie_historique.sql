-- Homes by kind and residents at each census since 1968, in the geography of the file.
select
    {{ melodi_code() }} as code_commune,
    geo_object as type_commune,
    time_period::integer as annee,
    rp_measure as mesure,
    ocs as type_logement,
    ocs = '_T' as is_total,
    {{ melodi_value() }} as valeur,
    {{ melodi_status() }} as statut,
    vintage
from {{ source("insee_rp", "insee_rp_serie_historique") }}
where vintage = {{ latest_vintage("insee_rp_serie_historique") }} and geo_object in ('COM', 'ARM')
