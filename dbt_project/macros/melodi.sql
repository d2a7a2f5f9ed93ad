{# Code of a territory in a Melodi file, plain (05066) or with its geography (2026-COM-05066). #}
{% macro melodi_code(column="geo") -%}
    regexp_replace({{ column }}, '^\d{4}-[A-Z0-9]+-', '')
{%- endmacro %}


{# Value of a Melodi observation; a confidential one (CONF_STATUS C) is null even when a number stands there. #}
{% macro melodi_value() -%}
    case when coalesce(conf_status, 'F') <> 'C' then {{ published_number("obs_value") }} end
{%- endmacro %}


{# published, suppressed (confidential, or marked so), or missing. #}
{% macro melodi_status() -%}
    case
        when conf_status = 'C' or obs_value in ('s', 'c', 'NC', '[ND]') then 'suppressed'
        else {{ published_status("obs_value") }}
    end
{%- endmacro %}
