{# Columns of a wide mart, one for each of its columns that names an indicator: the value told under it. #}
{% macro indicator_columns() -%}
    {% if model is defined -%}
        {% for column in model.columns.values() if column.meta.indicator -%}
            (max({{ column.meta.shows or "value" }}) filter (
                where indicator_code = '{{ column.meta.indicator }}'
            ))::{{ column.data_type }} as {{ column.name }},
        {% endfor -%}
    {% endif -%}
{%- endmacro %}


{# Columns of a wide mart that show the value of an indicator. #}
{% macro indicator_values(mart) -%}
    {%- set columns = graph.nodes["model." ~ project_name ~ "." ~ mart].columns.values() if execute else [] -%}
    {{- return(columns | selectattr("meta.shows", "equalto", "value") | list) -}}
{%- endmacro %}
