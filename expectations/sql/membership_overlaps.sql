with stay as (
    select
        code_commune,
        territory_level,
        territory_code,
        valid_from,
        valid_to,
        lead(valid_from) over (
            partition by
                code_commune, territory_level, case when territory_level = 'programme' then territory_code end
            order by valid_from
        ) as next_from
    from {batch}
    where territory_level in ('epci', 'programme')
)

select code_commune, territory_level, territory_code, valid_from, valid_to, next_from
from stay
where next_from is not null and coalesce(valid_to >= next_from, true)
limit 20
