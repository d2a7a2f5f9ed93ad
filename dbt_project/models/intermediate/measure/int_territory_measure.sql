-- Measures of every territory: larger ones summed, communes as they were measured. A view: the communes' figures
-- are stored once. Both parts have the same types, or PostgreSQL would not join them in parallel.
{{ config(meta={"part": "measure_code"}, materialized="view") }}

select
    territory_level,
    territory_code,
    zone,
    period,
    measure_code,
    value::double precision as value,
    obs_status,
    coverage,
    value_low::double precision as value_low,
    value_high::double precision as value_high
from {{ ref("int_measure_sum") }}
union all
select
    'commune',
    code_commune,
    zone,
    annee,
    measure_code,
    value::double precision,
    obs_status,
    1::double precision,
    value_low::double precision,
    value_high::double precision
from {{ ref("int_measure") }}
