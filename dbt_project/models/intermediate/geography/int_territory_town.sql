-- How many communes, and how many towns with a perimeter, each territory holds.
select
    membership.territory_level,
    membership.territory_code,
    count(*) as communes,
    count(town.code_commune) as towns
from {{ ref("int_territory_membership") }} as membership
left join {{ ref("stg_centre__perimeter") }} as town using (code_commune)
group by membership.territory_level, membership.territory_code
