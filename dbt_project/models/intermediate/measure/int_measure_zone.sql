-- Located shops and industrial establishments of each commune of metropolitan France, in zones and out. Once the files
-- are loaded, what was not found is a true zero; without them there is no row. One year of a measure at a time.
{{ config(materialized="view", meta={"parts": "origin = 'metropole'"}) }}

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
    order by measure_code, annee
),

shared as (
    select distinct code_commune
    from {{ ref("int_establishment_span") }}
    where weight < 1
),

place as materialized (
    select commune.code_commune, shared.code_commune is not null as is_shared
    from {{ ref("int_commune") }} as commune
    left join shared using (code_commune)
    where commune.code_commune !~ '^9[78]'
)

select
    expected.code_commune,
    counted_measure.annee,
    counted_measure.measure_code,
    expected.value,
    case when expected.is_shared then 'E' else 'A' end as obs_status
from counted_measure
cross join
    lateral (
        select place.code_commune, coalesce(found.value, 0) as value, place.is_shared
        from place
        left join (
            select code_commune, value
            from {{ ref("int_zone_count") }}
            where measure_code = counted_measure.measure_code and annee = counted_measure.annee
        ) as found using (code_commune)
        order by place.code_commune
    ) as expected
