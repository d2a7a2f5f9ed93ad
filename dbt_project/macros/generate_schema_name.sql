{# Schemas are exactly staging, intermediate, quality and the marts schema of the build, without dbt's prefix. The
   default is the candidate: a build by hand must not replace the views that readers see. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if custom_schema_name in ("staging", "intermediate", "quality") -%}
        {{ custom_schema_name }}
    {%- else -%}
        {{ env_var("ACTE2_MARTS_SCHEMA", "marts_candidate") }}
    {%- endif -%}
{%- endmacro %}
