-- Homes by kind and residents at each census since 1968, in the geography of the file. Vintages hold other censuses
-- (2012 and 2017 are in 2023's only): each is read from the newest one that holds it.
with census as (
    select time_period, max(vintage) as vintage
    from {{ source("insee_rp", "insee_rp_serie_historique") }}
    where vintage in {{ vintages_in_use("insee_rp_serie_historique") }}
    group by time_period
)

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
inner join census using (time_period, vintage)
where geo_object in ('COM', 'ARM')
