-- Territories that are owed rows of indicators, and how many towns with a perimeter each holds: narrow, and in the
-- order of the facts, as every year of every indicator reads it.
select
    territory.territory_level,
    territory.territory_code,
    coalesce(size.towns, 0) as towns
from {{ ref("int_territory") }} as territory
left join {{ ref("int_territory_town") }} as size using (territory_level, territory_code)
order by territory.territory_code, territory.territory_level
