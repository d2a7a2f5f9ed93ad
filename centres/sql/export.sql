select
    perimeter.code_commune,
    town.nom_commune,
    town.departement_code,
    perimeter.version,
    perimeter.method,
    perimeter.made_at,
    perimeter.reason,
    perimeter.area_m2 / 10000 as area_ha,
    perimeter.points,
    perimeter.share_inside,
    perimeter.share_eps_75,
    perimeter.share_eps_150,
    perimeter.is_sensitive,
    perimeter.storefront_vintage,
    perimeter.is_simulated,
    perimeter.geometry
from centre.perimeter
left join intermediate.int_town as town using (code_commune)
where perimeter.is_current
order by perimeter.code_commune
