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


{# A geography if the code stands in it, else 0: a code that was gone by then counts as of its last
   disappearance. #}
{% macro cog_that_knows(code, cog_from) -%}
    case
        when
            exists (
                select from {{ ref("int_commune_succession") }} as known_code
                where known_code.code_from = {{ code }} and known_code.cog_from = {{ cog_from }}
            )
            then {{ cog_from }}
        else 0
    end
{%- endmacro %}
