-- Measures of larger territories: the publisher's own figure where it gives one, else the sums of what their communes
-- hold, over parts first (int_commune_part). One suppressed part suppresses the sum, or makes it an estimate, the
-- middle of its bounds, where each such part has bounds; coverage tells which share of the communes (of the towns, for
-- zones) is known. Added up one year of a measure at a time, so that its sums fit in the processor's memory (ADR 27).
{{ config(meta={"part": "measure_code"}, indexes=[{"columns": ["measure_code", "period"]}]) }}

with membership as materialized (
    {{ part_membership() }}
),

added as (
    select
        summed.territory_level,
        summed.territory_code,
        summed.zone,
        known.annee as period,
        known.measure_code,
        summed.value,
        summed.obs_status,
        summed.value_low,
        summed.value_high,
        summed.known
    from {{ ref("int_measure_year") }} as known
    inner join {{ ref("measure") }} as measure using (measure_code)
    cross join
        lateral (
            select
                membership.territory_level,
                membership.territory_code,
                part.zone,
                sum(part.value) as value,
                {{ status_of_rank("max(part.status_rank)") }} as obs_status,
                {{ summed_bound("part", "value", "low") }} as value_low,
                {{ summed_bound("part", "value", "high") }} as value_high,
                sum(part.known) as known
            from (
                select
                    place.part,
                    measured.zone,
                    sum(measured.value) as value,
                    {{ status_rank("measured.obs_status", "(measured.value_high is not null)") }} as status_rank,
                    {{ part_bounds("measured.value") }},
                    count(*) as known
                from {{ ref("int_measure") }} as measured
                inner join {{ ref("int_commune_part") }} as place using (code_commune)
                where
                    measured.measure_code = known.measure_code
                    and measured.annee = known.annee
                    and (measured.obs_status <> 'Q' or measure.is_left_out_when_secret is not true)
                group by place.part, measured.zone
            ) as part
            inner join membership using (part)
            group by membership.territory_level, membership.territory_code, part.zone
            order by membership.territory_code, membership.territory_level, part.zone
        ) as summed
)

select
    added.territory_level,
    added.territory_code,
    added.zone,
    added.period,
    added.measure_code,
    case
        when added.obs_status <> 'Q' then coalesce(trim_scale((added.value_low + added.value_high) / 2), added.value)
    end as value,
    added.obs_status,
    (
        added.known::numeric
        / case
            when added.zone = 'all' and measure.origin in ('sirene', 'metropole', 'publisher') then size.communes
            else size.towns
        end
    )::double precision as coverage,
    added.value_low,
    added.value_high
from added
inner join {{ ref("measure") }} as measure using (measure_code)
inner join {{ ref("int_territory_town") }} as size using (territory_level, territory_code)
left join {{ ref("int_figure_level") }} as published
    on added.territory_level = published.territory_level
    and added.territory_code = published.territory_code
    and added.period = published.annee
    and added.measure_code = published.measure_code
where published.measure_code is null
union all
select territory_level, territory_code, 'all', annee, measure_code, value, 'A', 1, null, null
from {{ ref("int_figure_level") }}
inner join {{ ref("int_territory_town") }} using (territory_level, territory_code)
