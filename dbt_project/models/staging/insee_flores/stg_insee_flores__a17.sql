-- The size and the legal form cut the same figures: only their totals are kept, sectors beside their own total.
select
    {{ melodi_code() }} as code_commune,
    geo_object as type_commune,
    time_period::integer as annee,
    activity as secteur,
    activity = '_T' as is_total,
    flores_measure as mesure,
    {{ melodi_value() }} as valeur,
    {{ melodi_status() }} as statut,
    vintage
from {{ source("insee_flores", "insee_flores_a17") }}
where
    geo_object in ('COM', 'ARM')
    and legal_form_with_public = '1T9X7'
    and coalesce(number_empl, '_T') = '_T'
