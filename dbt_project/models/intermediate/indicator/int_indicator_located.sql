-- Shares of located establishments that stand in zones, or outside, from sums over the territory. Coverage is
-- the scarcer of two shares: communes that the sums know, establishments that are located. Without any commercial
-- zone there is no share; where the contours do not reach (overseas) nothing is known.
{{ config(indexes=[{"columns": ["indicator_code", "period"]}]) }}

with term as (
    select indicator.indicator_code, indicator.scope, term.side, term.measure_code, told.annee
    from {{ ref("indicator") }} as indicator
    inner join {{ ref("int_measure_source") }} as told on indicator.numerator_measure = told.measure_code
    cross join
        lateral (
            values
            ('numerator', indicator.numerator_measure),
            ('denominator', indicator.denominator_measure),
            ('everywhere', indicator.coverage_measure)
        ) as term (side, measure_code)
    where indicator.model = 'located'
),

side as (
    select
        term.indicator_code,
        term.scope,
        measured.territory_level,
        measured.territory_code,
        measured.period,
        max(measured.value) filter (where term.side = 'numerator') as numerator,
        max(measured.value) filter (where term.side = 'denominator') as denominator,
        max(measured.value) filter (where term.side = 'everywhere') as everywhere,
        {{ summed_status("measured.obs_status") }} as obs_status,
        min(measured.coverage) as coverage
    from term
    inner join {{ ref("int_territory_measure") }} as measured
        on term.measure_code = measured.measure_code
        and term.annee = measured.period
    where measured.zone = 'all'
    group by
        term.indicator_code, term.scope, measured.territory_level, measured.territory_code, measured.period
),

judged as (
    select
        side.*,
        case
            when side.denominator is null then 'not_covered'
            when side.scope = 'epci' and zone.territory_code is null then 'no_zone'
        end as status_reason
    from side
    left join {{ ref("int_zone_territory") }} as zone using (territory_level, territory_code)
)

select
    indicator_code,
    territory_level,
    territory_code,
    'all' as zone,
    period,
    numerator,
    denominator,
    case when status_reason is null then numerator / nullif(denominator, 0) end as figure,
    denominator as count_base,
    null::numeric as units,
    obs_status,
    case when denominator is null then 0 else least(coverage, denominator / nullif(everywhere, 0)) end as coverage,
    status_reason,
    null::double precision as figure_low,
    null::double precision as figure_high
from judged
