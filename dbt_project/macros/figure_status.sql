{# Status of a published cell (published, suppressed, missing) as that of an observation: A, Q or O. #}
{% macro figure_status(status) -%}
    case {{ status }} when 'published' then 'A' when 'suppressed' then 'Q' else 'O' end
{%- endmacro %}
