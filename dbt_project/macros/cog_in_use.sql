{# The geography under which a file's codes are looked up in int_commune_succession: the year given, never
   before the first year there, never after the reference year; 0 (codes without a date) when it is null. #}
{% macro cog_in_use(year) -%}
    case
        when coalesce({{ year }}, 0) = 0 then 0
        else greatest(
            (select min(cog_from) from {{ ref("int_commune_succession") }} where cog_from > 0),
            least({{ year }}, (select max(cog_from) from {{ ref("int_commune_succession") }}))
        )
    end
{%- endmacro %}
