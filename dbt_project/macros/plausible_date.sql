{# A date of Sirene between 1800 and one year after the file's last month, else null (unknown). #}
{% macro plausible_date(column) -%}
    case
        when {{ column }} >= date '1800-01-01'
            and {{ column }} <= {{ last_plausible_day() }}
            then {{ column }}
    end
{%- endmacro %}


{# True when a date is there but out of those bounds. #}
{% macro is_implausible_date(column) -%}
    coalesce(
        {{ column }} < date '1800-01-01'
        or {{ column }} > {{ last_plausible_day() }},
        false
    )
{%- endmacro %}
