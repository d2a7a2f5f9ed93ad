-- COM is a code or, in the layout of 2020, a name: there the code is department and CODCOM put together,
-- overseas departments with two of their three characters (971 and 105 make 97105).
with published as (
    select
        *,
        coalesce(coddep, dep) as departement
    from {{ source("insee_population", "insee_population_reference") }}
)

select
    case
        when com ~ '^\d[\dAB]\d{3}$' then com
        when departement like '97%' then left(departement, 2) || codcom
        else departement || codcom
    end as code_commune,
    vintage::integer as annee,
    vintage::integer + 2 as cog_year,
    nullif(nullif(nullif(nullif(codcan, ''), 'NA'), '98'), '99') as code_canton,
    pmun as population,
    vintage
from published
