-- The storefronts of today, with the label of their town.
select
    town.territory_label,
    zone.zone_order,
    zone.label_fr as zone_fr,
    shop.siret,
    shop.activity_fr,
    coalesce(shop.trade_fr, shop.activity_fr) as trade_fr,
    shop.address,
    shop.postcode,
    shop.opened_on,
    shop.in_activity_since,
    shop.is_employer,
    shop.longitude,
    shop.latitude,
    shop.is_simulated
from marts.mart_centre_shop as shop
inner join marts.dim_territory as town
    on town.territory_level = 'commune' and shop.code_commune = town.territory_code
inner join marts.dim_zone as zone on shop.zone = zone.zone
