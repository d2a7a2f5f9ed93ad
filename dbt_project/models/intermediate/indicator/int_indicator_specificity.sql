-- Share of the shops of a centre that would have to change trade to have the mix of the median centre of the town's
-- population band: half the sum of the absolute differences of shares over the nine families. The median is taken
-- family by family over the band's centres of `fragile_below` shops or more, then brought to a sum of one; fewer
-- centres than `group_from` are no group. Summed in one order: the last bit must not hang on how the database sorts.
with family as (
    select
        territory_code,
        period,
        measure_code,
        value,
        obs_status,
        coverage,
        sum(value) over (
            partition by territory_code, period
            order by measure_code
            rows between unbounded preceding and unbounded following
        ) as shops
    from {{ ref("int_territory_measure") }}
    where
        territory_level = 'commune'
        and measure_code like 'family\_%'
        and zone = 'centre'
),

shared as (
    select
        family.*,
        family.value / nullif(family.shops, 0) as share,
        band.territory_code as band
    from family
    left join {{ ref("int_territory_membership") }} as band
        on family.territory_code = band.code_commune
        and band.territory_level = 'population_band'
),

middle as (
    select
        band,
        period,
        measure_code,
        count(*) as centres,
        percentile_cont(0.5) within group (order by share) as share
    from shared
    where shops >= {{ var("fragile_below") }} and band is not null
    group by band, period, measure_code
),

mix as (
    select
        band,
        period,
        measure_code,
        share / nullif(sum(share) over (
            partition by band, period
            order by measure_code
            rows between unbounded preceding and unbounded following
        ), 0) as share
    from middle
    where centres >= {{ var("group_from") }}
),

distance as (
    select
        shared.territory_code,
        shared.period,
        shared.band,
        max(shared.shops) as shops,
        count(mix.share) > 0 as has_group,
        sum(abs(shared.share - mix.share) order by shared.measure_code) / 2 as figure,
        {{ summed_status("shared.obs_status") }} as obs_status,
        min(shared.coverage) as coverage
    from shared
    left join mix using (band, period, measure_code)
    group by shared.territory_code, shared.period, shared.band
)

select
    'C16' as indicator_code,
    'commune' as territory_level,
    territory_code,
    'centre' as zone,
    period,
    figure * shops as numerator,
    shops as denominator,
    figure,
    shops as count_base,
    null::numeric as units,
    obs_status,
    coverage,
    case
        when band is null then 'no_group'
        when not has_group then 'small_group'
    end as status_reason,
    null::double precision as figure_low,
    null::double precision as figure_high
from distance
