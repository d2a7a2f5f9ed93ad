-- The publisher's own figures of EPCI, departments, regions and France, beside those of communes. A confidential one
-- is null and suppressed. Metropolitan France (FM) is another territory than France (F).
select
    {{ melodi_code() }} as territory_code,
    geo_object as type_territoire,
    time_period::integer as annee,
    filosofi_measure as mesure,
    unit_measure as unite,
    trim_scale(
        {{ melodi_value() }} * power(10::numeric, coalesce(substring(unit_mult from '^-?\d+$')::integer, 0))
    ) as valeur,
    {{ melodi_status() }} as statut,
    vintage
from {{ source("insee_filosofi", "insee_filosofi") }}
where geo_object in ('EPCI', 'DEP', 'REG', 'FRANCE')
