{# CTEs that take `longitude` and `latitude` of a CTE, degrees, to `x` and `y` in metres of each row's `epsg`, to the
   centimetre, on the ellipsoid GRS80 of all of them: Lambert-93 (a conic), UTM overseas (a transverse Mercator, Krüger's
   series). The last one is `plane`, with all columns of the first. #}
{% macro projected(points) -%}
{%- set e = 0.08181919104281579 -%}
{%- set series = [8.377318247344344e-4, 7.608527788826164e-7, 1.1976380191731537e-9, 2.443376242510368e-12] -%}
turned as (
    select
        *,
        radians(longitude - case epsg
            when 2154 then 3
            when 5490 then -63
            when 2972 then -51
            when 2975 then 57
            when 4467 then -57
            when 4471 then 45
        end) as meridian_angle,
        atanh(sin(radians(latitude))) - {{ e }} * atanh({{ e }} * sin(radians(latitude))) as isometric_latitude
    from {{ points }}
),

transverse as (
    select
        *,
        atan2(sinh(isometric_latitude), cos(meridian_angle)) as xi,
        atanh(sin(meridian_angle) / cosh(isometric_latitude)) as eta
    from turned
),

plane as materialized (
    select
        *,
        round((
            case when epsg = 2154
                then 700000 + 11754255.426096005 * exp(-0.7256077650532686 * isometric_latitude)
                    * sin(0.7256077650532686 * meridian_angle)
                else 500000 + 0.9996 * 6367449.145771048 * (
                    eta
                    {%- for term in series %}
                    + {{ term }} * cos({{ 2 * loop.index }} * xi) * sinh({{ 2 * loop.index }} * eta)
                    {%- endfor %}
                )
            end
        )::numeric, 2)::double precision as x,
        round((
            case when epsg = 2154
                then 12655612.04987599 - 11754255.426096005 * exp(-0.7256077650532686 * isometric_latitude)
                    * cos(0.7256077650532686 * meridian_angle)
                else case when epsg in (2975, 4471) then 10000000 else 0 end + 0.9996 * 6367449.145771048 * (
                    xi
                    {%- for term in series %}
                    + {{ term }} * sin({{ 2 * loop.index }} * xi) * cosh({{ 2 * loop.index }} * eta)
                    {%- endfor %}
                )
            end
        )::numeric, 2)::double precision as y
    from transverse
)
{%- endmacro %}
