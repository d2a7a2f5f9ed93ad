-- What a town's figures are worth, with the label of the town.
select
    town.territory_label,
    town.departement_name,
    quality.*
from marts.mart_quality as quality
inner join marts.dim_territory as town
    on town.territory_level = 'commune' and quality.territory_code = town.territory_code
