-- Territories with a commercial zone in one of their communes: elsewhere there is no share of them, not even zero.
-- A code that was split counts in each of its parts.
select distinct
    membership.territory_level,
    membership.territory_code
from {{ ref("stg_cerema_empcom__zone") }} as zone
cross join lateral unnest(string_to_array(zone.codes_commune, ',')) as told (code_commune)
inner join {{ ref("int_commune_succession") }} as succession
    on trim(told.code_commune) = succession.code_from
    and succession.cog_from = 0
inner join {{ ref("int_territory_membership") }} as membership on succession.code_to = membership.code_commune
