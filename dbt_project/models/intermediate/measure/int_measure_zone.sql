-- Located shops and industrial establishments of each commune of metropolitan France, in zones and out. Once the files
-- are loaded, what was not found is a true zero; without them there is no row.
{{ config(materialized="view") }}

with counted_measure as (
    select measure_code, annee
    from {{ ref("measure") }}
    cross join (select array_agg(raw_table) as tables from {{ ref("stg_ops__raw_table") }}) as loaded
    cross join
        lateral generate_series(
            {{ var("first_measure_year") }} + years_after_start,
            (select last_full_year from {{ ref("stg_sirene__vintage") }})
        ) as annee
    where
        origin = 'metropole'
        and loaded.tables @> string_to_array(needs, ' ')
)

select
    commune.code_commune,
    counted_measure.annee,
    counted_measure.measure_code,
    coalesce(found.value, 0) as value,
    case when shared.code_commune is not null then 'E' else 'A' end as obs_status
from counted_measure
inner join {{ ref("int_commune") }} as commune on commune.code_commune !~ '^9[78]'
left join {{ ref("int_zone_count") }} as found using (code_commune, annee, measure_code)
left join (
    select distinct code_commune
    from {{ ref("int_establishment_span") }}
    where weight < 1
) as shared using (code_commune)
