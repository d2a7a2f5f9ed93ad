-- The geography in which each code of a file is read: the file's, else 0, for a code that was gone by then and
-- counts as of its last disappearance. Grain: code × geography of the file. `is_alone`: it leads to one commune, whole,
-- and no other code of any file of that geography does: its figures are that commune's as they are.
with code as (
    select distinct code_commune, cog_year, {{ cog_in_use("cog_year") }} as cog_from
    from {{ ref("int_figure") }}
),

known as (
    select
        code_commune,
        cog_year,
        {{ cog_that_knows("code_commune", "code.cog_from") }} as cog_from
    from code
),

led as (
    select
        known.code_commune,
        known.cog_year,
        succession.weight = 1 and count(*) over (partition by known.cog_year, succession.code_to) = 1 as is_alone
    from known
    inner join {{ ref("int_commune_succession") }} as succession
        on known.code_commune = succession.code_from
        and known.cog_from = succession.cog_from
)

select
    known.code_commune,
    known.cog_year,
    known.cog_from,
    coalesce(bool_and(led.is_alone), false) as is_alone
from known
left join led using (code_commune, cog_year)
group by known.code_commune, known.cog_year, known.cog_from
