-- Storefronts open today; the mart leaves out those that may not be shown.
select
    code_commune as town,
    siret,
    zone,
    activity,
    activity_fr,
    trade_fr,
    address,
    opened_on,
    longitude,
    latitude,
    is_simulated
from marts.mart_centre_shop
order by code_commune collate "C", activity_fr, siret
