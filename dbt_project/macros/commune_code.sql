{# A commune code as text of five characters: a lost leading zero is put back; anything else is null. #}
{% macro commune_code(column) -%}
    case
        when {{ column }} ~ '^\d{4}$' then '0' || {{ column }}
        when {{ column }} ~ '^\d[\dAB]\d{3}$' then {{ column }}
    end
{%- endmacro %}
