-- Points from which town centres are drawn: storefronts open at any year end of the window, so that a perimeter
-- does not shrink as shops close. A point placed at random in its commune (quality 33) or in another commune is
-- left out. Grain: SIRET.
select distinct
    span.code_commune,
    span.siret,
    point.x,
    point.y,
    point.epsg
from {{ ref("int_establishment_span") }} as span
inner join {{ ref("activity") }} as activity using (activity)
inner join {{ ref("int_located_point") }} as point using (siret, code_commune)
where
    activity.is_storefront
    and extract(year from span.first_day) <= {{ var("centre_last_year") }}
    and extract(year from span.last_day + 1) - 1
    >= greatest({{ var("centre_first_year") }}, extract(year from span.first_day))
