{# Zone of a point x, y of a town, in metres of its projection: centre within any part of the perimeter (parts share edges,
   so one is enough), else rest; unlocated where there is no point. Columns come with their relation: a bare `perimeter_id`
   would be the part's own, and every part in France would be asked. #}
{% macro zone_of_point(x, y, perimeter_id) -%}
    {%- if "." not in perimeter_id -%}
        {{ exceptions.raise_compiler_error("zone_of_point: " ~ perimeter_id ~ " needs its relation before it") }}
    {%- endif -%}
    case
        when {{ x }} is null or {{ y }} is null then 'unlocated'
        when exists (
            select
            from {{ ref("stg_centre__perimeter_part") }} as piece
            where
                piece.perimeter_id = {{ perimeter_id }}
                and point({{ x }}, {{ y }}) <@ piece.part
        ) then 'centre'
        else 'rest'
    end
{%- endmacro %}
