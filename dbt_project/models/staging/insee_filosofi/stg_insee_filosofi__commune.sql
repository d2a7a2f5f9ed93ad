-- UNIT_MULT is a power of ten. A confidential figure is null and suppressed; a zero would be a figure.
select
    {{ melodi_code() }} as code_commune,
    geo_object as type_commune,
    time_period::integer as annee,
    filosofi_measure as mesure,
    unit_measure as unite,
    trim_scale(
        {{ melodi_value() }} * power(10::numeric, coalesce(substring(unit_mult from '^-?\d+$')::integer, 0))
    ) as valeur,
    {{ melodi_status() }} as statut,
    vintage
from {{ source("insee_filosofi", "insee_filosofi") }}
where geo_object in ('COM', 'ARM')
