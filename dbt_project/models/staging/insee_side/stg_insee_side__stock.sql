-- Zero cells are left out by the publisher: an absent row of a published commune and year is a zero.
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
from {{ source("insee_side", "insee_side_stock") }}
where vintage = {{ latest_vintage("insee_side_stock") }} and geo_object in ('COM', 'ARM')
