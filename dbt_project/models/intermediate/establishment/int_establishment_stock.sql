-- Establishments open on 31 December. Each stretch becomes its first and last year end; equal ranges are counted
-- together, then summed for each year: one pass over the stretches, whatever the number of years. `exposed` counts sole
-- traders of proximity whose firm is at least `transmission_years` old that day.
-- Grain: commune × zone × activity × trade × year. Written year by year, as it is read.
{{ config(indexes=[{"columns": ["annee"]}]) }}
{% set last_full_year = "(select last_full_year from " ~ ref("stg_sirene__vintage") ~ ")" %}

with stretch as (
    select
        span.code_commune,
        zone.zone,
        span.activity,
        span.trade,
        span.weight,
        coalesce(span.is_employer, false) as is_employer,
        greatest(
            extract(year from span.first_day)::integer, {{ var("first_measure_year") }} - 1
        ) as first_year,
        least(extract(year from span.last_day + 1)::integer - 1, {{ last_full_year }}) as last_year,
        case
            when span.is_sole_trader and activity.is_proximity
                then span.unit_creation_year + {{ var("transmission_years") }}
        end as exposed_from
    from {{ ref("int_establishment_span") }} as span
    inner join {{ ref("activity") }} as activity using (activity)
    left join {{ ref("int_establishment_zone") }} as zone using (siret, code_commune)
    where span.code_commune is not null and activity.is_counted
),

counted as materialized (
    select
        code_commune,
        zone,
        activity,
        trade,
        first_year,
        last_year,
        exposed_from,
        count(*) * weight as establishments,
        count(*) filter (where is_employer) * weight as employers
    from stretch
    where first_year <= last_year
    group by code_commune, zone, activity, trade, first_year, last_year, exposed_from, weight
)

select
    standing.code_commune,
    standing.zone,
    standing.activity,
    standing.trade,
    year_end.annee,
    standing.establishments,
    standing.employers,
    standing.exposed
from generate_series({{ var("first_measure_year") }} - 1, {{ last_full_year }}) as year_end (annee)
cross join
    lateral (
        select
            code_commune,
            zone,
            activity,
            trade,
            sum(establishments) as establishments,
            sum(employers) as employers,
            coalesce(sum(establishments) filter (where exposed_from <= year_end.annee), 0) as exposed
        from counted
        where year_end.annee between first_year and last_year
        group by code_commune, zone, activity, trade
        -- Kept apart: one year at a time, whose sums fit in memory (ADR 27).
        offset 0
    ) as standing
