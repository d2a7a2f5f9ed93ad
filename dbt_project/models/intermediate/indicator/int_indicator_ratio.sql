-- Ratios at every level: sums of both sides over the communes that have both. A rate is never an average of rates.
-- `count_base` is the denominator where it counts units: too few of them make the figure secret or fragile.
with summed as (
    select
        indicator_code,
        'commune' as territory_level,
        code_commune as territory_code,
        zone,
        period,
        numerator,
        denominator,
        units,
        obs_status,
        1 as known
    from {{ ref("int_indicator_commune") }}
    union all
    select
        part.indicator_code,
        membership.territory_level,
        membership.territory_code,
        part.zone,
        part.period,
        case when not bool_or(part.obs_status = 'Q') then sum(part.numerator) end,
        case when not bool_or(part.obs_status = 'Q') then sum(part.denominator) end,
        sum(part.units),
        {{ summed_status("part.obs_status") }},
        count(*)
    from {{ ref("int_indicator_commune") }} as part
    inner join {{ ref("int_territory_membership") }} as membership using (code_commune)
    where membership.territory_level <> 'commune'
    group by part.indicator_code, membership.territory_level, membership.territory_code, part.zone, part.period
)

select
    summed.indicator_code,
    summed.territory_level,
    summed.territory_code,
    summed.zone,
    summed.period,
    summed.numerator,
    summed.denominator,
    (
        case
            when indicator.denominator_measure is null then summed.numerator
            -- A consumption of land may be published as -1 m²: no share can be made of it.
            else summed.numerator / nullif(greatest(summed.denominator, 0), 0)
        end
    )::double precision as figure,
    case when indicator.is_count_ratio then summed.denominator end as count_base,
    summed.units,
    summed.obs_status,
    (
        summed.known::numeric
        / case when indicator.scope = 'town' or summed.zone <> 'all' then size.towns else size.communes end
    )::double precision as coverage,
    null::text as status_reason
from summed
inner join {{ ref("indicator") }} as indicator using (indicator_code)
inner join {{ ref("int_territory_town") }} as size using (territory_level, territory_code)
