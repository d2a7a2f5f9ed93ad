-- Measures of larger territories: the sums of what their communes hold. One suppressed part suppresses the sum;
-- coverage tells which share of the communes (of the towns, for zones) is known.
with summed as (
    select
        membership.territory_level,
        membership.territory_code,
        measured.zone,
        measured.annee as period,
        measured.measure_code,
        case when not bool_or(measured.obs_status = 'Q') then sum(measured.value) end as value,
        {{ summed_status("measured.obs_status") }} as obs_status,
        count(*) as known
    from {{ ref("int_measure") }} as measured
    inner join {{ ref("int_territory_membership") }} as membership using (code_commune)
    where membership.territory_level <> 'commune'
    group by
        membership.territory_level,
        membership.territory_code,
        measured.zone,
        measured.annee,
        measured.measure_code
)

select
    summed.territory_level,
    summed.territory_code,
    summed.zone,
    summed.period,
    summed.measure_code,
    summed.value,
    summed.obs_status,
    (
        summed.known::numeric
        / case
            when summed.zone = 'all' and measure.origin in ('sirene', 'publisher') then size.communes
            else size.towns
        end
    )::double precision as coverage
from summed
inner join {{ ref("measure") }} as measure using (measure_code)
inner join {{ ref("int_territory_town") }} as size using (territory_level, territory_code)
