-- Where each town stands in each of its groups: 1 is best; of a neutral indicator, which has no better, 1 is highest.
-- The percentile counts the others that do worse, and half of those that do the same. Neither is told among few.
-- Among peers each town is set against its own sixteen; in the larger groups all are put in order at once.
{{ config(
    indexes=[{
        "columns": ["indicator_code", "zone", "period", "group_kind", "group_code", "code_commune"], "unique": true,
    }]
) }}

with merit as materialized (
    select
        town.indicator_code,
        town.zone,
        town.period,
        town.code_commune,
        town.value,
        indicator.direction <> 'neutral' as is_merit,
        case when indicator.direction = 'lower_is_better' then -town.value else town.value end as merit
    from {{ ref("int_town_value") }} as town
    inner join {{ ref("indicator") }} as indicator using (indicator_code)
    where town.value is not null
),

among_peers as (
    select
        own.indicator_code,
        own.zone,
        own.period,
        member.group_kind,
        member.group_code,
        own.code_commune,
        own.value,
        own.is_merit,
        1 + count(*) filter (where other.merit > own.merit) as place,
        count(*) filter (where other.merit = own.merit) as same,
        count(*) as ranked_among
    from {{ ref("int_compared_group") }} as member
    inner join merit as other on member.code_commune = other.code_commune
    inner join merit as own
        on member.group_code = own.code_commune
        and other.indicator_code = own.indicator_code
        and other.zone = own.zone
        and other.period = own.period
    where member.group_kind like 'peers%'
    group by
        own.indicator_code,
        own.zone,
        own.period,
        member.group_kind,
        member.group_code,
        own.code_commune,
        own.value,
        own.is_merit
),

in_order as (
    select
        merit.indicator_code,
        merit.zone,
        merit.period,
        member.group_kind,
        member.group_code,
        merit.code_commune,
        merit.value,
        merit.is_merit,
        rank() over (whole order by merit.merit desc) as place,
        count(*) over (whole order by merit.merit range between current row and current row) as same,
        count(*) over whole as ranked_among
    from {{ ref("int_compared_group") }} as member
    inner join merit using (code_commune)
    where member.group_kind not like 'peers%'
    window whole as (
        partition by merit.indicator_code, merit.zone, merit.period, member.group_kind, member.group_code
    )
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
from (
    select * from among_peers
    union all
    select * from in_order
) as placed
