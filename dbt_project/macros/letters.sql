{# A name's letters alone, in lower case: hyphens and spaces of communes' names change between files. #}
{% macro letters(name) -%}
    regexp_replace(lower({{ name }}), '[^[:alpha:]]', '', 'g')
{%- endmacro %}
