-- Where each town stands in each of its groups: 1 is best; of a neutral indicator, which has no better, 1 is highest.
-- The percentile counts the others that do worse, and half of those that do the same. Neither is told among few.
{{ config(
    indexes=[{
        "columns": ["indicator_code", "zone", "period", "group_kind", "group_code", "code_commune"], "unique": true,
    }]
) }}

with merit as (
    select
        town.indicator_code,
        town.zone,
        town.period,
        member.group_kind,
        member.group_code,
        town.code_commune,
        town.value,
        indicator.direction <> 'neutral' as is_merit,
        case when indicator.direction = 'lower_is_better' then -town.value else town.value end as merit
    from {{ ref("int_compared_group") }} as member
    inner join {{ ref("int_town_value") }} as town using (code_commune)
    inner join {{ ref("indicator") }} as indicator using (indicator_code)
    where town.value is not null
),

placed as (
    select
        merit.*,
        rank() over (
            partition by indicator_code, zone, period, group_kind, group_code
            order by merit desc
        ) as place,
        count(*) over (partition by indicator_code, zone, period, group_kind, group_code, merit) as same,
        count(*) over (partition by indicator_code, zone, period, group_kind, group_code) as ranked_among
    from merit
)

select
    indicator_code,
    zone,
    period,
    group_kind,
    group_code,
    code_commune,
    value,
    case when ranked_among >= {{ var("ranked_from") }} then place end as rank,
    ranked_among,
    case
        when ranked_among >= {{ var("ranked_from") }}
            then 100 * (ranked_among - place - (same - 1) / 2.0) / (ranked_among - 1)
    end::double precision as percentile,
    is_merit
from placed
where
    group_kind not like 'peers%'
    or group_code = code_commune
