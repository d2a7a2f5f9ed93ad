-- A town in a row, with its label: what the filters on towns offer.
select
    town.territory_label,
    profile.*
from marts.mart_town_profile as profile
inner join marts.dim_territory as town
    on town.territory_level = 'commune' and profile.code_commune = town.territory_code
