-- A point is used only when its projection is that of its territory and both pairs of coordinates lie
-- within it; what fails is flagged and left without coordinates.
with published as (
    select
        points.*,
        projection.epsg is not null and code_commune ~ projection.communes as is_own_projection,
        longitude between projection.longitude_min and projection.longitude_max
        and latitude between projection.latitude_min and projection.latitude_max
        and x between projection.x_min and projection.x_max
        and y between projection.y_min and projection.y_max as is_in_territory
    from {{ source("sirene_geolocalisation", "sirene_geolocalisation") }} as points
    left join {{ ref("projection") }} as projection on projection.epsg = points.epsg
    where vintage = {{ latest_vintage("sirene_geolocalisation") }}
),

judged as (
    select
        *,
        case
            when x is null or y is null or longitude is null or latitude is null then 'missing'
            when is_own_projection is not true then 'wrong_projection'
            when is_in_territory is not true then 'outside'
            else 'published'
        end as statut_coordonnees
    from published
    -- Judged once, not anew for each coordinate.
    offset 0
)

select
    siret,
    code_commune,
    statut_coordonnees,
    case when statut_coordonnees = 'published' then longitude::double precision end as longitude,
    case when statut_coordonnees = 'published' then latitude::double precision end as latitude,
    case when statut_coordonnees = 'published' then x::double precision end as x,
    case when statut_coordonnees = 'published' then y::double precision end as y,
    epsg,
    qualite_xy,
    qualite_xy = '33' as is_commune_point,
    case when iris ~ '^\d{1,4}$' then code_commune || lpad(iris, 4, '0') end as code_iris,
    case when qp24 not in ('CSZ', 'HZ') then qp24 end as code_qp24
from judged
