-- Additive measures of communes and of the zones of towns, the only thing indicators are made of. A measure that is
-- not known has no row; zero is a row; a suppressed one has no value (Q), and bounds where its publisher's mark has.
-- Written in the order of its key: whoever reads it takes one year of a measure at a time, which lies together
-- (ADR 27).
{{ config(meta={"part": "measure_code"}, indexes=[{"columns": ["measure_code", "annee"]}]) }}

with ordered_measure as (
    select measure_code, row_number() over (order by measure_code) as rank
    from {{ ref("measure") }}
),

-- By one number first, then each year by its communes: half the work of sorting all by three texts.
published as (
    select
        published.code_commune,
        published.annee,
        published.measure_code,
        published.value,
        published.obs_status,
        published.value_low,
        published.value_high,
        ordered_measure.rank * 10000 + published.annee as turn
    from {{ ref("int_measure_published") }} as published
    inner join ordered_measure using (measure_code)
    where {{ of_due_parts("published.measure_code") }}
    order by turn
    offset 0
)

select
    code_commune,
    zone,
    annee,
    measure_code,
    value,
    obs_status,
    null::numeric as value_low,
    null::numeric as value_high
from {{ ref("int_measure_sirene") }}
union all
select code_commune, 'all', annee, measure_code, value, obs_status, null, null
from {{ ref("int_measure_zone") }}
union all
(
    select code_commune, 'all', annee, measure_code, value, obs_status, value_low, value_high
    from published
    order by turn, code_commune
)
union all
select code_commune, zone, annee, measure_code, value, obs_status, null, null
from {{ ref("int_measure_osm") }}
union all
select code_commune, zone, annee, measure_code, value, obs_status, null, null
from {{ ref("int_measure_dvf") }}
