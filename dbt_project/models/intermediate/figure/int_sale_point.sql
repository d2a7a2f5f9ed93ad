-- Points of sales in towns with a perimeter, from degrees to metres of the town's projection, to the centimetre, on
-- the ellipsoid GRS80 of all of them: Lambert-93 (a conic), UTM overseas (a transverse Mercator, Krüger's series). A
-- point out of the extent of its projection is none. Grain: sale.
{% set e = 0.08181919104281579 -%}
{% set series = [8.377318247344344e-4, 7.608527788826164e-7, 1.1976380191731537e-9, 2.443376242510368e-12] -%}
with placed as (
    select
        sale.mutation_id,
        sale.code_commune,
        town.epsg,
        radians(sale.longitude - case town.epsg
            when 2154 then 3
            when 5490 then -63
            when 2972 then -51
            when 2975 then 57
            when 4467 then -57
            when 4471 then 45
        end) as meridian_angle,
        sin(radians(sale.latitude)) as sine
    from {{ ref("int_sale") }} as sale
    inner join {{ ref("stg_centre__perimeter") }} as town using (code_commune)
    inner join {{ ref("projection") }} as projection on town.epsg = projection.epsg::integer
    where
        sale.longitude between projection.longitude_min and projection.longitude_max
        and sale.latitude between projection.latitude_min and projection.latitude_max
),

isometric as (
    select *, atanh(sine) - {{ e }} * atanh({{ e }} * sine) as isometric_latitude
    from placed
),

transverse as (
    select
        *,
        atan2(sinh(isometric_latitude), cos(meridian_angle)) as xi,
        atanh(sin(meridian_angle) / cosh(isometric_latitude)) as eta
    from isometric
),

plane as (
    select
        *,
        case
            when epsg = 2154
                then
                    700000 + 11754255.426096005 * exp(-0.7256077650532686 * isometric_latitude)
                    * sin(0.7256077650532686 * meridian_angle)
            else
                500000 + 0.9996 * 6367449.145771048 * (
                    eta
                    {%- for term in series %}
                    + {{ term }} * cos({{ 2 * loop.index }} * xi) * sinh({{ 2 * loop.index }} * eta)
                    {%- endfor %}
                )
        end as easting,
        case
            when epsg = 2154
                then
                    12655612.04987599 - 11754255.426096005 * exp(-0.7256077650532686 * isometric_latitude)
                    * cos(0.7256077650532686 * meridian_angle)
            else
                case when epsg in (2975, 4471) then 10000000 else 0 end + 0.9996 * 6367449.145771048 * (
                    xi
                    {%- for term in series %}
                    + {{ term }} * sin({{ 2 * loop.index }} * xi) * cosh({{ 2 * loop.index }} * eta)
                    {%- endfor %}
                )
        end as northing
    from transverse
)

select
    mutation_id,
    code_commune,
    round(easting::numeric, 2)::double precision as x,
    round(northing::numeric, 2)::double precision as y,
    epsg
from plane
