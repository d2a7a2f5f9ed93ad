{# The part of an additive count that goes to one successor of a commune, as a whole number; the parts of a
   count always add up to it, because each is the difference of two rounded running totals. #}
{% macro share_out(count, succession) -%}
    (
        round({{ count }} * {{ succession }}.cumulative_weight)
        - round({{ count }} * ({{ succession }}.cumulative_weight - {{ succession }}.weight))
    )
{%- endmacro %}
