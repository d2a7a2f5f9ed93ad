-- Class of land and jobs (L06): land taken for activity, mean of three years over the area, at most or above the
-- median of the territories of its level and band of population; jobs gained in five years, or none. The median is of
-- those of which both are known, whether or not their jobs may be told. A set of towns, a band and France have no
-- group.
{{ config(indexes=[{"columns": ["indicator_code", "period"]}], sql_header=hashed_joins()) }}

with member as (
    select
        code_commune,
        annee as period,
        max(value) filter (where measure_code = 'land_consumed_activity_mean3_m2') as land,
        max(value) filter (where measure_code = 'land_area_m2') as area,
        max(value) filter (where measure_code = 'private_jobs_gained_5y') as gained,
        case when bool_or(obs_status = 'Q') then 'Q' when bool_or(obs_status = 'E') then 'E' else 'A' end as obs_status
    from {{ parts_of(
        ref("int_measure"), "measure_code", ["land_consumed_activity_mean3_m2", "land_area_m2", "private_jobs_gained_5y"]
    ) }} as held
    group by code_commune, annee
    having count(*) = 3
),

summed as materialized (
    select
        membership.territory_level,
        membership.territory_code,
        member.period,
        sum(member.land) as land,
        (sum(member.land) / nullif(sum(member.area), 0))::double precision as share,
        sum(member.gained) as gained,
        {{ summed_status("member.obs_status") }} as obs_status,
        count(*) as known
    from member
    inner join {{ ref("int_territory_membership") }} as membership using (code_commune)
    group by membership.territory_level, membership.territory_code, member.period
),

profile as materialized (
    select territory_level, territory_code, population_band
    from {{ ref("int_territory_profile") }}
),

grouped as materialized (
    select
        summed.*,
        case when summed.territory_level <> 'france' then profile.population_band end as population_band,
        summed.known::double precision / size.communes as coverage
    from summed
    inner join profile using (territory_level, territory_code)
    inner join {{ ref("int_territory_town") }} as size using (territory_level, territory_code)
),

-- Materialized: the planner, which cannot know how many there are, would group them anew for each territory.
threshold as materialized (
    select
        territory_level,
        population_band,
        period,
        count(share) as members,
        percentile_cont(0.5) within group (order by share) as median
    from grouped
    where population_band is not null
    group by territory_level, population_band, period
)

select
    'L06' as indicator_code,
    grouped.territory_level,
    grouped.territory_code,
    'all' as zone,
    grouped.period,
    grouped.land as numerator,
    grouped.gained as denominator,
    case
        when threshold.members >= {{ var("group_minimum") }} and grouped.share is not null
            then
                case when grouped.gained > 0 then 1 else 3 end
                + case when grouped.share > threshold.median then 1 else 0 end
    end as figure,
    null::double precision as count_base,
    null::numeric as units,
    grouped.obs_status,
    grouped.coverage,
    case
        when grouped.population_band is null then 'no_group'
        when threshold.members < {{ var("group_minimum") }} then 'small_group'
    end as status_reason,
    null::double precision as figure_low,
    null::double precision as figure_high
from grouped
left join threshold using (territory_level, population_band, period)
