-- Handing shops on, a row a town and year, with the label of the town.
select
    town.territory_label,
    town.departement_name,
    town.region_name,
    score.*
from marts.mart_transmission as score
inner join marts.dim_territory as town
    on town.territory_level = 'commune' and score.code_commune = town.territory_code
