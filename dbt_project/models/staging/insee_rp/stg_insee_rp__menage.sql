-- The kind of dwelling (2023) and the family of the reference person (2022) cut the same figures: totals only.
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
where
    vintage = {{ latest_vintage("insee_rp_menage") }}
    and geo_object in ('COM', 'ARM')
    and coalesce(ocs, '_T') = '_T'
    and coalesce(prefph, '_T') = '_T'
