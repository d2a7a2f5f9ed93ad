-- Events by month and zone. Zone `all` is the sum of the others: count one or the others.
select
    town.territory_label,
    zone.label_fr as zone_fr,
    pulse.zone,
    pulse.event,
    pulse.month,
    pulse.events,
    pulse.median_price,
    pulse.is_provisional
from marts.fct_pulse as pulse
inner join marts.dim_territory as town
    on town.territory_level = 'commune' and pulse.code_commune = town.territory_code
inner join marts.dim_zone as zone on pulse.zone = zone.zone
