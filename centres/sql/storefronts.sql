-- Points of another projection than their town's could not be told from its own: they do not count.
select point.code_commune, point.x, point.y
from intermediate.int_storefront_point as point
inner join intermediate.int_town as town
    on town.code_commune = point.code_commune
    and town.epsg = point.epsg
where point.code_commune = any(%s)
order by point.code_commune
