-- Measures counted in Sirene. Grain: commune × zone × year × measure. Once Sirene is loaded, what was not found is
-- a true zero; a measure whose other files are not loaded has no row, one that they only refine is marked D. Made
-- measure by measure and year by year (ADR 27).
{{ config(
    materialized="view",
    meta={"parts": "origin in ('sirene', 'town', 'centre')"}
) }}
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
    order by measure_code, annee
),

shared as (
    select distinct code_commune
    from {{ ref("int_establishment_span") }}
    where weight < 1
),

place as materialized (
    select commune.code_commune, zone.zone, commune.is_town, shared.code_commune is not null as is_shared
    from (
        select code_commune, array['all'] as zones, false as is_town
        from {{ ref("int_commune") }}
        union all
        select code_commune, array['all', 'centre', 'rest', 'unlocated'], true
        from {{ ref("stg_centre__perimeter") }}
    ) as commune
    cross join lateral unnest(commune.zones) as zone (zone)
    left join shared using (code_commune)
)

select
    expected.code_commune,
    expected.zone,
    counted_measure.annee,
    counted_measure.measure_code,
    expected.value,
    case when expected.is_shared and counted_measure.obs_status = 'A' then 'E' else counted_measure.obs_status end
        as obs_status
from counted_measure
cross join
    lateral (
        select place.code_commune, place.zone, coalesce(found.value, 0) as value, place.is_shared
        from place
        left join (
            select code_commune, zone, value
            from {{ ref("int_sirene_count") }}
            where measure_code = counted_measure.measure_code and annee = counted_measure.annee
        ) as found using (code_commune, zone)
        where
            case counted_measure.origin
                when 'sirene'
                    then (not place.is_town or (counted_measure.is_zoned and place.zone <> 'all'))
                when 'town' then place.is_town and place.zone = 'all'
                when 'centre' then place.is_town and place.zone = 'centre'
            end
        -- One measure's year at a time, in the order of its key.
        order by place.code_commune, place.zone
    ) as expected
