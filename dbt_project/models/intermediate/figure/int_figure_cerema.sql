-- Land consumed in the year, all destinations, homes and economic activity, and the area of the commune, m². A commune
-- without a row (Mayotte) is not known.
with figure as (
    select
        vintage,
        code_commune,
        cog_year,
        annee,
        case destination
            when 'total' then 'land_consumed_m2'
            when 'activite' then 'land_consumed_activity_m2'
            when 'habitat' then 'land_consumed_housing_m2'
        end as measure_code,
        surface_m2 as value
    from {{ ref("stg_cerema_enaf__consommation") }}
    where destination in ('total', 'activite', 'habitat')
    union all
    select vintage, code_commune, cog_year, annee, 'land_area_m2', surface_commune_m2
    from {{ ref("stg_cerema_enaf__consommation") }}
    where destination = 'total'
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
