-- The place of study cuts the same figures: its total only.
select
    {{ melodi_code() }} as code_commune,
    geo_object as type_commune,
    time_period::integer as annee,
    stud as scolarisation,
    coalesce(sex, '_T') as sexe,
    coalesce(age, '_T') as age,
    stud = '_T' as is_total,
    {{ melodi_value() }} as valeur,
    {{ melodi_status() }} as statut,
    vintage
from {{ source("insee_rp", "insee_rp_scolarisation") }}
where
    vintage = {{ latest_vintage("insee_rp_scolarisation") }}
    and geo_object in ('COM', 'ARM')
    and rp_measure = 'POP'
    and coalesce(stud_area, '_T') = '_T'
