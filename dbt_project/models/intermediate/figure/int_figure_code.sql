-- The geography in which each code of a file is read: the file's, else 0, for a code that was gone by then and
-- counts as of its last disappearance. Grain: code × geography of the file.
with code as (
    select distinct code_commune, cog_year, {{ cog_in_use("cog_year") }} as cog_from
    from {{ ref("int_figure") }}
)

select
    code_commune,
    cog_year,
    {{ cog_that_knows("code_commune", "code.cog_from") }} as cog_from
from code
