{# Code of a territory in a Melodi file, plain (05066) or with its geography (2026-COM-05066). #}
{% macro melodi_code(column="geo") -%}
    regexp_replace({{ column }}, '^\d{4}-[A-Z0-9]+-', '')
{%- endmacro %}


{# Value of a Melodi observation. Null when confidential (CONF_STATUS C), even where a number stands, and when the
   commune merged (OBS_STATUS K): its figure is in another commune's and would count twice. #}
{% macro melodi_value() -%}
    case
        when coalesce(conf_status, 'F') <> 'C' and coalesce(obs_status, 'A') <> 'K'
            then {{ published_number("obs_value") }}
    end
{%- endmacro %}


{# published, suppressed (confidential, or marked so), or missing (none, or in another commune's figure). #}
{% macro melodi_status() -%}
    case
        when conf_status = 'C' or obs_value in ('s', 'c', 'NC', '[ND]') then 'suppressed'
        when obs_status = 'K' then 'missing'
        else {{ published_status("obs_value") }}
    end
{%- endmacro %}
