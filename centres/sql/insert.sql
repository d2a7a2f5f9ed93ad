insert into centre.perimeter (
    code_commune, version, method, is_current, reason, epsg, area_m2, geometry, eps_m, points, points_inside,
    share_inside, share_eps_75, share_eps_150, is_sensitive, parameters, source_sha256, storefront_vintage,
    is_simulated
)
select
    %(code_commune)s, coalesce(max(version), 0) + 1, %(method)s, true, %(reason)s, %(epsg)s, %(area_m2)s,
    %(geometry)s, %(eps_m)s, %(points)s, %(points_inside)s, %(share_inside)s, %(share_eps_75)s,
    %(share_eps_150)s, %(is_sensitive)s, %(parameters)s::jsonb, %(source_sha256)s, %(storefront_vintage)s,
    %(is_simulated)s
from centre.perimeter
where code_commune = %(code_commune)s
returning perimeter_id
