-- Where each town stands in each of its groups: 1 is best; of a neutral indicator, which has no better, 1 is highest.
-- The percentile counts the others that do worse, and half of those that do the same. Neither is told among few.
-- Among peers each town is set against its own sixteen; in the larger groups all are put in order at once.
{{ config(
    meta={"part": "indicator_code"},
    indexes=[{
        "columns": ["indicator_code", "zone", "period", "group_kind", "group_code", "code_commune"], "unique": true,
    }]
) }}

-- A series (an indicator in a zone and year) has a number: to compare millions of pairs by three words costs twice.
with merit as materialized (
    select
        town.indicator_code,
        town.zone,
        town.period,
        dense_rank() over (order by town.indicator_code, town.zone, town.period) as series,
        town.code_commune,
        town.value,
        indicator.direction <> 'neutral' as is_merit,
        case when indicator.direction = 'lower_is_better' then -town.value else town.value end as merit
    from {{ ref("int_town_value") }} as town
    inner join {{ ref("indicator") }} as indicator using (indicator_code)
    where town.value is not null and {{ of_due_parts("town.indicator_code") }}
),

among_peers as (
    select
        own.series,
        member.group_kind,
        own.code_commune as group_code,
        own.code_commune,
        1 + count(*) filter (where other.merit > own.merit) as place,
        count(*) filter (where other.merit = own.merit) as same,
        count(*) as ranked_among
    from {{ ref("int_compared_group") }} as member
    inner join merit as other on member.code_commune = other.code_commune
    inner join merit as own
        on member.group_code = own.code_commune
        and other.series = own.series
    where member.group_kind like 'peers%'
    group by own.series, member.group_kind, own.code_commune
),

in_order as (
    select
        merit.series,
        member.group_kind,
        member.group_code,
        merit.code_commune,
        rank() over (whole order by merit.merit desc) as place,
        count(*) over (whole order by merit.merit range between current row and current row) as same,
        count(*) over whole as ranked_among
    from {{ ref("int_compared_group") }} as member
    inner join merit using (code_commune)
    where member.group_kind not like 'peers%'
    window whole as (partition by merit.series, member.group_kind, member.group_code)
)

select
    merit.indicator_code,
    merit.zone,
    merit.period,
    placed.group_kind,
    placed.group_code,
    merit.code_commune,
    merit.value,
    case when placed.ranked_among >= {{ var("ranked_from") }} then placed.place end as rank,
    placed.ranked_among,
    case
        when placed.ranked_among >= {{ var("ranked_from") }}
            then 100 * (placed.ranked_among - placed.place - (placed.same - 1) / 2.0) / (placed.ranked_among - 1)
    end::double precision as percentile,
    merit.is_merit
from (
    select * from among_peers
    union all
    select * from in_order
) as placed
inner join merit using (series, code_commune)
