-- Each year is read in the newest vintage that holds it: 2009 and 2010 were dropped by the vintage of 2025.
with flux as not materialized (
    select flux.*
    from {{ source("cerema_enaf", "cerema_enaf_flux") }} as flux
    where flux.vintage in {{ vintages_in_use("cerema_enaf_flux") }}
),

newest as (
    select annee, max(vintage) as vintage
    from flux
    where destination = 'art'
    group by annee
)

select
    flux.idcom as code_commune,
    flux.annee,
    case flux.destination
        when 'art' then 'total'
        when 'act' then 'activite'
        when 'hab' then 'habitat'
        when 'mix' then 'mixte'
        when 'rou' then 'routes'
        when 'fer' then 'ferroviaire'
        when 'inc' then 'inconnu'
    end as destination,
    flux.surface as surface_m2,
    flux.surfcom as surface_commune_m2,
    flux.annee = flux.vintage::integer - 1 as is_provisional,
    flux.vintage::integer as cog_year,
    flux.vintage
from flux
inner join newest using (annee, vintage)
