{# A percentage kept within 0 and 100; null stays null, which `least` and `greatest` would pass over. #}
{% macro within_percent(value) -%}
    case when {{ value }} < 0 then 0 when {{ value }} > 100 then 100 else {{ value }} end
{%- endmacro %}
