-- Measures counted in Sirene. Grain: commune × zone × year × measure. Once Sirene is loaded, what was not found is
-- a true zero; a measure whose other files are not loaded has no row, one that they only refine is marked D.
{{ config(materialized="view") }}
{% set last_full_year = "(select last_full_year from " ~ ref("stg_sirene__vintage") ~ ")" %}

with counted_measure as (
    select
        measure_code,
        origin,
        is_zoned,
        annee,
        case when loaded.tables @> string_to_array(coalesce(refined_by, ''), ' ') then 'A' else 'D' end as obs_status
    from {{ ref("measure") }}
    cross join (select array_agg(raw_table) as tables from {{ ref("stg_ops__raw_table") }}) as loaded
    cross join
        lateral generate_series({{ var("first_measure_year") }} + years_after_start, {{ last_full_year }}) as annee
    where
        origin <> 'publisher'
        and loaded.tables @> string_to_array(coalesce(needs, ''), ' ')
),

place as (
    select code_commune, 'all' as zone, false as is_town
    from {{ ref("int_commune") }}
    union all
    select code_commune, zone, true
    from {{ ref("stg_centre__perimeter") }}
    cross join unnest(array['all', 'centre', 'rest', 'unlocated']) as zone
),

expected as (
    select
        place.code_commune,
        place.zone,
        counted_measure.annee,
        counted_measure.measure_code,
        counted_measure.obs_status
    from counted_measure
    inner join place
        on case counted_measure.origin
            when 'sirene' then (not place.is_town or (counted_measure.is_zoned and place.zone <> 'all'))
            when 'town' then place.is_town and place.zone = 'all'
            when 'centre' then place.is_town and place.zone = 'centre'
        end
)

select
    expected.code_commune,
    expected.zone,
    expected.annee,
    expected.measure_code,
    coalesce(found.value, 0) as value,
    case when shared.code_commune is not null and expected.obs_status = 'A' then 'E' else expected.obs_status end
        as obs_status
from expected
left join {{ ref("int_sirene_count") }} as found using (code_commune, zone, annee, measure_code)
left join (
    select distinct code_commune
    from {{ ref("int_establishment_span") }}
    where weight < 1
) as shared using (code_commune)
