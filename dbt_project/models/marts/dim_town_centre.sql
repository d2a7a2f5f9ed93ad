select
    code_commune,
    version,
    method,
    area_ha,
    points,
    points_inside,
    share_inside,
    share_eps_75,
    share_eps_150,
    sensitivity,
    is_sensitive,
    reason,
    made_at,
    storefront_vintage,
    is_simulated,
    geometry
from {{ ref("int_town_centre") }}
