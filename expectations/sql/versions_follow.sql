with version as (
    select
        territory_level,
        territory_code,
        version,
        valid_from,
        valid_to,
        is_current,
        lead(valid_from) over territory as next_from
    from {batch}
    window territory as (partition by territory_level, territory_code order by version)
)

select territory_level, territory_code, version, valid_from, valid_to, next_from
from version
where
    valid_to is distinct from next_from - 1
    or valid_to < valid_from
    or is_current is distinct from (next_from is null)
limit 20
