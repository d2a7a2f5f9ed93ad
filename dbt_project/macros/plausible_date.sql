{# A date of Sirene between 1800 and one year after the file's last month, else null (unknown). #}
{% macro plausible_date(column) -%}
    case
        when {{ column }} >= date '1800-01-01'
            and {{ column }} <= (select last_plausible_day from {{ ref("stg_sirene__vintage") }})
            then {{ column }}
    end
{%- endmacro %}


{# True when a date is there but out of those bounds. #}
{% macro is_implausible_date(column) -%}
    coalesce(
        {{ column }} < date '1800-01-01'
        or {{ column }} > (select last_plausible_day from {{ ref("stg_sirene__vintage") }}),
        false
    )
{%- endmacro %}
