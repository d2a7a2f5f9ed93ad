-- Communes that lie in the same larger territories make a part, named after the first of them: sums run over a few
-- thousand parts instead of thirty-five thousand communes. A part lies where that commune does. Grain: commune.
with held as (
    select
        code_commune,
        string_agg(territory_level || '/' || territory_code, ' ' order by territory_level, territory_code)
            as territories
    from {{ ref("int_territory_membership") }}
    where territory_level <> 'commune'
    group by code_commune
)

select
    code_commune,
    min(code_commune) over (partition by territories) as part
from held
