-- Centre against rest: storefronts of each with the base year = 100, and the difference in points. The scarcer of
-- the two base counts tells how fragile the figure is.
with zoned as (
    select
        territory_level,
        territory_code,
        period,
        max(value) filter (where zone = 'centre') as centre,
        max(value) filter (where zone = 'rest') as rest,
        {{ summed_status("obs_status") }} as obs_status,
        min(coverage) as coverage
    from {{ parts_of(ref("int_territory_measure"), "measure_code", ["storefronts"]) }} as held
    where zone in ('centre', 'rest')
    group by territory_level, territory_code, period
),

indexed as (
    select
        zoned.*,
        100 * zoned.centre / nullif(base.centre, 0) as centre_index,
        100 * zoned.rest / nullif(base.rest, 0) as rest_index,
        least(base.centre, base.rest) as count_base
    from zoned
    inner join zoned as base using (territory_level, territory_code)
    where base.period = {{ var("index_base_year") }}
)

select
    'C09' as indicator_code,
    territory_level,
    territory_code,
    'all' as zone,
    period,
    centre_index as numerator,
    rest_index as denominator,
    centre_index - rest_index as figure,
    count_base,
    null::numeric as units,
    obs_status,
    coverage,
    null::text as status_reason,
    null::double precision as figure_low,
    null::double precision as figure_high
from indexed
