-- Employers of distance selling and logistics in town centres, per 100 storefronts there. No code of the nomenclature
-- tells a dark store: whatever their number, a list to look into and no measure (status U).
with centre as (
    select
        territory_level,
        territory_code,
        zone,
        period,
        max(value) filter (where measure_code = 'remote_employers') as employers,
        max(value) filter (where measure_code = 'storefronts') as storefronts,
        {{ summed_status("obs_status") }} as obs_status,
        min(coverage) as coverage
    from {{ parts_of(ref("int_territory_measure"), "measure_code", ["remote_employers", "storefronts"]) }} as held
    where zone = 'centre'
    group by territory_level, territory_code, zone, period
)

select
    'D02' as indicator_code,
    territory_level,
    territory_code,
    zone,
    period,
    employers as numerator,
    storefronts as denominator,
    employers / nullif(storefronts, 0) as figure,
    storefronts as count_base,
    null::numeric as units,
    obs_status,
    coverage,
    'watch_list' as status_reason,
    null::double precision as figure_low,
    null::double precision as figure_high
from centre
