-- From any code in use at a date to today's communes. `cog_from` is the geography of a file (1 January);
-- 0 stands for files whose codes have no date, such as Sirene's closed units: a code that stands today is
-- itself, another counts as of its last disappearance. A code that leads to none of today's communes, as
-- those of a later geography, has no row.
{{ config(indexes=[{"columns": ["cog_from", "code_from"]}]) }}

with recursive cog_year as (
    select generate_series({{ var("first_cog_year") }}, max(cog_year)) as cog_from
    from {{ ref("int_commune") }}
    union all
    select 0
),

departure as (
    select distinct departure_id, code_from, date_effet, rank_of_day
    from {{ ref("int_commune_departure") }}
),

dated_start as (
    select distinct on (cog_year.cog_from, departure.code_from)
        cog_year.cog_from,
        departure.code_from,
        departure.departure_id,
        make_date(cog_year.cog_from, 1, 1) as as_of
    from cog_year
    inner join departure on departure.date_effet > make_date(cog_year.cog_from, 1, 1)
    where cog_year.cog_from > 0
    order by cog_year.cog_from, departure.code_from, departure.date_effet, departure.rank_of_day
),

undated_start as (
    select distinct on (code_from)
        0 as cog_from,
        code_from,
        departure_id,
        date_effet - 1 as as_of
    from departure
    where code_from not in (select code_commune from {{ ref("int_commune") }})
    order by code_from, date_effet desc, rank_of_day desc
),

walk as (
    select
        cog_from,
        code_from,
        as_of,
        as_of as since,
        departure_id,
        code_from as code_to,
        1::numeric as weight
    from (
        select * from dated_start
        union all
        select * from undated_start
    ) as start
    union all
    select
        walk.cog_from,
        walk.code_from,
        walk.as_of,
        step.date_effet,
        step.next_departure_id,
        step.code_to,
        walk.weight * case when step.whole_since <= walk.as_of then step.share else 1 end
    from walk
    inner join {{ ref("int_commune_departure") }} as step using (departure_id)
    -- A code dated before the parts came in was not the whole: what stood under it already keeps it, what
    -- merged into the whole stays with its heir.
    where
        step.whole_since <= walk.as_of
        or case when walk.since < step.whole_since then step.code_to = step.code_from else step.is_heir end
),

link as (
    select cog_from, code_from, code_to, sum(weight) as weight, 'moved' as event
    from walk
    where departure_id is null
    group by cog_from, code_from, code_to
    union all
    select cog_year.cog_from, commune.code_commune as code_from, commune.code_commune as code_to, 1, 'unchanged'
    from cog_year
    cross join {{ ref("int_commune") }} as commune
    left join walk on cog_year.cog_from = walk.cog_from and commune.code_commune = walk.code_from
    where walk.code_from is null
    union all
    select cog_year.cog_from, code_commune, commune_parente, 1, 'district'
    from cog_year
    cross join {{ ref("stg_insee_cog__commune") }}
    where type_commune = 'ARM'
)

select
    link.code_from,
    link.cog_from,
    link.code_to,
    trim_scale(link.weight) as weight,
    trim_scale(
        sum(link.weight) over (partition by link.cog_from, link.code_from order by link.code_to)
    ) as cumulative_weight,
    case
        when link.weight < 1 then 'split'
        when link.code_from = link.code_to then 'unchanged'
        else link.event
    end as event
from link
inner join {{ ref("int_commune") }} as commune on link.code_to = commune.code_commune
