-- Shops and industrial establishments open on 31 December: those located, those in a zone. A shop within the perimeter
-- of a town centre is the centre's where a commercial zone cuts it. Equal ranges of years are laid out together.
-- Grain: commune × year × measure; what counts nothing has no row. Written by measure and year, as it is read.
{{ config(indexes=[{"columns": ["measure_code", "annee"]}]) }}
{% set last_full_year = "(select last_full_year from " ~ ref("stg_sirene__vintage") ~ ")" %}

with stretch as (
    select
        span.code_commune,
        span.weight,
        activity.is_industry,
        located.siret is not null as is_located,
        inside.siret is not null as is_inside,
        coalesce(zone.zone = 'centre', false) as is_central,
        greatest(
            extract(year from span.first_day)::integer, {{ var("first_measure_year") }} - 1
        ) as first_year,
        least(extract(year from span.last_day + 1)::integer - 1, {{ last_full_year }}) as last_year
    from {{ ref("int_establishment_span") }} as span
    inner join {{ ref("activity") }} as activity using (activity)
    left join {{ ref("int_located_point") }} as located
        on span.siret = located.siret
        and span.code_commune = located.code_commune
        and located.epsg = {{ var("zone_epsg") }}
    left join {{ ref("int_establishment_in_zone") }} as inside
        on span.siret = inside.siret
        and span.code_commune = inside.code_commune
        and case when activity.is_industry then 'activity' else 'commercial' end = inside.zone_kind
    left join {{ ref("int_establishment_zone") }} as zone
        on span.siret = zone.siret
        and span.code_commune = zone.code_commune
    where
        span.code_commune is not null
        and (activity.is_industry or {{ is_shop("activity") }})
),

counted as (
    select
        code_commune,
        first_year,
        last_year,
        is_industry,
        is_located,
        is_inside,
        is_central,
        sum(weight) as establishments
    from stretch
    where first_year <= last_year
    group by code_commune, first_year, last_year, is_industry, is_located, is_inside, is_central
)

select
    counted.code_commune,
    annee,
    measured.measure_code,
    sum(counted.establishments) as value
from counted
cross join lateral generate_series(counted.first_year, counted.last_year) as annee
cross join
    lateral (
        values
        ('shops_located', not is_industry and is_located),
        ('shops_in_zone', not is_industry and is_inside and not is_central),
        ('shops_in_zone_of_centre', not is_industry and is_inside and is_central),
        ('industry_located', is_industry and is_located),
        ('industry_outside_zones', is_industry and is_located and not is_inside)
    ) as measured (measure_code, is_counted)
where measured.is_counted
group by counted.code_commune, annee, measured.measure_code
order by measured.measure_code, annee
