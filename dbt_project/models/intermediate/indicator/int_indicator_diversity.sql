-- Evenness of the nine families (Pielou): Shannon entropy of their shares over its maximum, the logarithm of nine.
-- A family without establishment adds nothing to the entropy. Summed in one order: the last bit of a figure must not
-- hang on how the database sorts.
{{ config(indexes=[{"columns": ["indicator_code", "period"]}]) }}

with known as (
    select distinct annee
    from {{ ref("int_measure_year") }}
    where measure_code like 'family\_%'
),

entropy as (
    select
        one.territory_level,
        one.territory_code,
        one.zone,
        known.annee as period,
        one.entropy,
        one.establishments,
        one.obs_status,
        one.coverage
    from known
    cross join
        lateral (
            select
                territory_level,
                territory_code,
                zone,
                -- Not the bare minus: one family alone would have an entropy of -0.
                coalesce(0 - sum(share * ln(share) order by measure_code) filter (where share > 0), 0) as entropy,
                sum(value) as establishments,
                {{ summed_status("obs_status") }} as obs_status,
                min(coverage) as coverage
            from (
                select
                    held.*,
                    held.value / nullif((sum(held.value::numeric) over family)::double precision, 0) as share
                from {{ ref("int_measure_year") }} as measured
                inner join {{ ref("int_territory_measure") }} as held
                    on measured.measure_code = held.measure_code
                    and measured.annee = held.period
                where
                    measured.annee = known.annee
                    and measured.measure_code like 'family\_%'
                    and held.zone <> 'unlocated'
                -- In the order in which shares are added: sorted once for both.
                window family as (
                    partition by held.territory_level, held.territory_code, held.zone
                    order by held.measure_code
                    rows between unbounded preceding and unbounded following
                )
            ) as shared
            group by territory_level, territory_code, zone
        ) as one
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
