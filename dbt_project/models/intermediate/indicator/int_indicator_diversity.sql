-- Evenness of the nine families (Pielou): Shannon entropy of their shares over its maximum, the logarithm of nine.
-- A family without establishment adds nothing to the entropy. Summed in one order: the last bit of a figure must not
-- hang on how the database sorts.
{{ config(indexes=[{"columns": ["indicator_code", "period"]}]) }}

with family as (
    select
        territory_level,
        territory_code,
        zone,
        period,
        value,
        obs_status,
        coverage,
        measure_code,
        value / nullif(
            (sum(value::numeric) over (partition by territory_level, territory_code, zone, period))::double precision, 0
        ) as share
    from {{ ref("int_territory_measure") }}
    where
        measure_code like 'family\_%'
        and zone <> 'unlocated'
),

entropy as (
    select
        territory_level,
        territory_code,
        zone,
        period,
        -- Not the bare minus: one family alone would have an entropy of -0.
        coalesce(0 - sum(share * ln(share) order by measure_code) filter (where share > 0), 0) as entropy,
        sum(value) as establishments,
        {{ summed_status("obs_status") }} as obs_status,
        min(coverage) as coverage
    from family
    group by territory_level, territory_code, zone, period
)

select
    'C07' as indicator_code,
    territory_level,
    territory_code,
    zone,
    period,
    entropy as numerator,
    ln(9::double precision) as denominator,
    case when establishments > 0 then entropy / ln(9::double precision) end as figure,
    establishments as count_base,
    null::numeric as units,
    obs_status,
    coverage,
    null::text as status_reason,
    null::double precision as figure_low,
    null::double precision as figure_high
from entropy
