-- Measures of every territory: larger ones summed, communes as they were measured. A view: the communes' figures
-- are stored once.
{{ config(materialized="view") }}

select
    territory_level,
    territory_code,
    zone,
    period,
    measure_code,
    value::double precision as value,
    obs_status,
    coverage
from {{ ref("int_measure_sum") }}
union all
select 'commune', code_commune, zone, annee, measure_code, value::double precision, obs_status, 1
from {{ ref("int_measure") }}
