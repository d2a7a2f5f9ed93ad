-- Parts of a territory: what the filters on zones offer.
select
    zone,
    zone_order,
    label_fr as zone_fr
from marts.dim_zone
