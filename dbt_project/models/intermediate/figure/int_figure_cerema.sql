-- Land consumed in the year, all destinations and economic activity, m². A commune without a row (Mayotte) is
-- not known.
select
    'cerema_enaf_flux' as raw_table,
    vintage,
    code_commune,
    cog_year,
    annee,
    case destination when 'total' then 'land_consumed_m2' else 'land_consumed_activity_m2' end as measure_code,
    surface_m2 as value,
    case when surface_m2 is null then 'O' else 'A' end as obs_status
from {{ ref("stg_cerema_enaf__consommation") }}
where destination in ('total', 'activite')
