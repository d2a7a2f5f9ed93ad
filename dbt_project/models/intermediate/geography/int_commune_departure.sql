-- One row per part of an event by which a code stops covering its territory: it leaves for another code,
-- or is shared out among several. Events of one day and code belong together; changes of department (41)
-- come before the others of that day. A code that stands today is never carried elsewhere, only shared out.
with movement as (
    select
        date_effet,
        case when type_mouvement = '41' then 1 else 2 end as rank_of_day,
        code_avant,
        code_apres,
        bool_or({{ letters("nom_avant") }} = {{ letters("nom_apres") }}) as keeps_name
    from {{ ref("stg_insee_cog__mouvement") }}
    where
        type_avant = 'COM'
        and type_apres = 'COM'
        and date_effet <= (select make_date(max(cog_year), 1, 1) from {{ ref("int_commune") }})
    group by date_effet, rank_of_day, code_avant, code_apres
),

departure as (
    select
        row_number() over (order by date_effet, rank_of_day, code_avant) as departure_id,
        code_avant,
        date_effet,
        rank_of_day,
        count(*) > 1 as is_split,
        bool_or(keeps_name) as has_heir
    from movement
    group by code_avant, date_effet, rank_of_day
    having
        bool_or(code_apres <> code_avant)
        and (
            bool_or(code_apres = code_avant)
            or code_avant not in (select code_commune from {{ ref("int_commune") }})
        )
),

-- The last population known under a code weighs the parts of a split.
last_population as (
    select distinct on (code_commune) code_commune, population
    from {{ ref("int_population_published") }}
    where population is not null
    order by code_commune, annee desc
),

part as (
    select
        departure.*,
        movement.code_apres,
        -- What had merged into the whole stays with the part that keeps its name, else its code.
        case when has_heir then keeps_name else code_apres = code_avant end as is_heir,
        last_population.population
    from departure
    inner join movement using (code_avant, date_effet, rank_of_day)
    left join last_population on movement.code_apres = last_population.code_commune
),

-- A part that had only come in later takes nothing of what the code covered before.
came_in as (
    select part.departure_id, max(earlier.date_effet) as whole_since
    from part
    inner join movement as earlier
        on part.code_apres = earlier.code_avant
        and earlier.code_apres <> earlier.code_avant
        and earlier.date_effet < part.date_effet
    where
        part.is_split
        and part.code_apres <> part.code_avant
    group by part.departure_id
),

shared as (
    select
        *,
        case
            when count(population) over event = count(*) over event and sum(population) over event > 0
                then population::numeric / sum(population) over event
            else 1::numeric / count(*) over event
        end as share
    from part
    left join came_in using (departure_id)
    window event as (partition by departure_id)
)

select distinct on (shared.departure_id, shared.code_apres)
    shared.departure_id,
    shared.code_avant as code_from,
    shared.date_effet,
    shared.rank_of_day,
    shared.code_apres as code_to,
    trim_scale(shared.share) as share,
    coalesce(shared.whole_since, date '0001-01-01') as whole_since,
    shared.is_heir,
    next.departure_id as next_departure_id
from shared
left join departure as next
    on shared.code_apres = next.code_avant
    and (next.date_effet, next.rank_of_day) > (shared.date_effet, shared.rank_of_day)
order by shared.departure_id, shared.code_apres, next.date_effet, next.rank_of_day
