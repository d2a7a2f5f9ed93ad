-- What a town's figures are worth, with the label of the town.
select
    town.territory_label,
    town.departement_name,
    quality.*,
    100 * quality.storefronts_located_share as storefronts_located_percent,
    case
        when quality.is_ratio_in_band then 'oui'
        when not quality.is_ratio_in_band then 'non'
        else '–'
    end as ratio_in_band_fr
from marts.mart_quality as quality
inner join marts.dim_territory as town
    on town.territory_level = 'commune' and quality.territory_code = town.territory_code
