{# Observation status (SDMX) of an indicator, first rule that applies: missing, cannot exist, withheld,
   break, provisional, low reliability, estimated, normal. #}
{% macro obs_status(is_ratio, numerator, denominator, is_break, is_provisional, is_estimated) -%}
    case
        when {{ numerator }} is null then 'O'
        when {{ is_ratio }} and {{ denominator }} = 0 then 'M'
        when {{ is_ratio }} and {{ denominator }} < {{ var("withheld_below") }} then 'Q'
        when {{ is_break }} then 'B'
        when {{ is_provisional }} then 'P'
        when {{ is_ratio }} and {{ denominator }} < {{ var("fragile_below") }} then 'U'
        when {{ is_estimated }} then 'E'
        else 'A'
    end
{%- endmacro %}
