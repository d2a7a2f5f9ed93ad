{# NAF code with its dot, as published since 2008 (47.11F); extracts without the dot get it back.
   Codes of older nomenclatures are shorter and stay as they are. #}
{% macro dotted_naf(column) -%}
    case
        when length({{ column }}) = 5 and position('.' in {{ column }}) = 0
            then left({{ column }}, 2) || '.' || substr({{ column }}, 3)
        else {{ column }}
    end
{%- endmacro %}
