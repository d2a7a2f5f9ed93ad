-- Legal units, not establishments: never added to the creations of the sister file.
select
    {{ melodi_code() }} as code_commune,
    geo_object as type_commune,
    time_period::integer as annee,
    activity as secteur,
    coalesce(legal_form, '_T') as forme_juridique,
    activity = '_T' as is_total,
    side_measure as mesure,
    {{ melodi_value() }} as valeur,
    {{ melodi_status() }} as statut,
    vintage
from {{ source("insee_side", "insee_side_creation_unite_legale") }}
where vintage = {{ latest_vintage("insee_side_creation_unite_legale") }} and geo_object in ('COM', 'ARM')
