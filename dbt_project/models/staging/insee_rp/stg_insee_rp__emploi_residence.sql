-- Unemployed of the census are declared by residents; each dimension has its total (_T) beside its parts.
select
    {{ melodi_code() }} as code_commune,
    geo_object as type_commune,
    time_period::integer as annee,
    empsta_enq as activite,
    coalesce(sex, '_T') as sexe,
    coalesce(age, '_T') as age,
    coalesce(educ, '_T') as diplome,
    empsta_enq = '_T' as is_total,
    {{ melodi_value() }} as valeur,
    {{ melodi_status() }} as statut,
    vintage
from {{ source("insee_rp", "insee_rp_emploi_residence") }}
where
    vintage = {{ latest_vintage("insee_rp_emploi_residence") }}
    and geo_object in ('COM', 'ARM')
    and rp_measure = 'POP'
