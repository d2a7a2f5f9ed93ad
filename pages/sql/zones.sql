-- Words of the zones.
select
    zone,
    label_fr
from marts.dim_zone
order by zone_order
