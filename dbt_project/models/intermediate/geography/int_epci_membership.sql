-- The EPCI of each year's composition. A commune that gathers members of several EPCI follows the member
-- that carries its code, else the largest.
select distinct on (member.cog_year, succession.code_to)
    member.cog_year as annee,
    succession.code_to as code_commune,
    member.epci_code,
    member.nom_epci,
    member.departement_code,
    member.is_latest
from {{ ref("stg_dgcl_epci__commune") }} as member
inner join {{ ref("int_commune_succession") }} as succession
    on member.code_commune = succession.code_from
    and {{ cog_in_use("member.cog_year") }} = succession.cog_from
order by
    member.cog_year,
    succession.code_to,
    (succession.code_from = succession.code_to) desc,
    member.population desc nulls last,
    member.epci_code
