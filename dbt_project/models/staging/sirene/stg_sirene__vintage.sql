-- The month of Sirene that is read, and the last year of which it holds 31 December; no row without Sirene.
select
    vintage,
    extract(year from {{ day_after_month("vintage") }})::integer - 1 as last_full_year
from (select {{ sirene_vintage() }} as vintage) as used
where vintage is not null
