-- The publisher's medians; a level that it does not give says so, in every year.
{{ config(indexes=[{"columns": ["indicator_code", "period"]}]) }}

select
    'X04' as indicator_code,
    territory_level,
    territory_code,
    'all' as zone,
    annee as period,
    null::double precision as numerator,
    null::double precision as denominator,
    value as figure,
    null::double precision as count_base,
    null::numeric as units,
    obs_status,
    1 as coverage,
    case when obs_status = 'Q' then 'published_mark' end as status_reason,
    null::double precision as figure_low,
    null::double precision as figure_high
from {{ ref("int_median_living_standard") }}
union all
select
    'X04',
    territory_level,
    territory_code,
    'all',
    period,
    null,
    null,
    null,
    null,
    null,
    'O',
    null,
    'level_not_given',
    null,
    null
from {{ ref("int_territory") }}
cross join {{ ref("int_period") }}
where territory_level in ('programme', 'population_band')
