-- Shares of located establishments that stand in zones, or outside, from sums over the territory. Coverage is
-- the scarcer of two shares: communes that the sums know, establishments that are located. Without any commercial
-- zone there is no share; where the contours do not reach (overseas) nothing is known.
{{ config(indexes=[{"columns": ["indicator_code", "period"]}]) }}

with told as (
    select
        indicator.indicator_code,
        indicator.scope,
        indicator.numerator_measure,
        indicator.denominator_measure,
        indicator.coverage_measure,
        source.annee
    from {{ ref("indicator") }} as indicator
    inner join {{ ref("int_measure_source") }} as source on indicator.numerator_measure = source.measure_code
    where indicator.model = 'located'
),

side as (
    select
        told.indicator_code,
        told.scope,
        one.territory_level,
        one.territory_code,
        told.annee as period,
        one.numerator,
        one.denominator,
        one.everywhere,
        one.obs_status,
        one.coverage
    from told
    cross join
        lateral (
            select
                territory_level,
                territory_code,
                max(value) filter (where measure_code = told.numerator_measure) as numerator,
                max(value) filter (where measure_code = told.denominator_measure) as denominator,
                max(value) filter (where measure_code = told.coverage_measure) as everywhere,
                {{ summed_status("obs_status") }} as obs_status,
                min(coverage) as coverage
            from {{ ref("int_territory_measure") }}
            where
                measure_code = any(array[told.numerator_measure, told.denominator_measure, told.coverage_measure])
                and period = told.annee
                and zone = 'all'
            group by territory_level, territory_code
        ) as one
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
