-- Land consumed in the year, all destinations, homes and economic activity, and the area of the commune, m². A commune
-- without a row (Mayotte) is not known.
with figure as (
    select
        flux.vintage,
        flux.code_commune,
        flux.cog_year,
        flux.annee,
        measured.measure_code,
        measured.value
    from {{ ref("stg_cerema_enaf__consommation") }} as flux
    cross join
        lateral (
            values
            ('land_consumed_m2', 'total', flux.surface_m2),
            ('land_consumed_activity_m2', 'activite', flux.surface_m2),
            ('land_consumed_housing_m2', 'habitat', flux.surface_m2),
            ('land_area_m2', 'total', flux.surface_commune_m2)
        ) as measured (measure_code, destination, value)
    where
        flux.destination in ('total', 'activite', 'habitat')
        and flux.destination = measured.destination
)

select
    'cerema_enaf_flux' as raw_table,
    vintage,
    code_commune,
    cog_year,
    annee,
    measure_code,
    value,
    case when value is null then 'O' else 'A' end as obs_status
from figure
