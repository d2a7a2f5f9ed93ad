{# Status of a sum: suppressed as soon as one part is, estimated where each such part has bounds, of another definition as
   soon as one is. Parts shared out by a split leave a larger total exact: it is estimated only when every part is. #}
{% macro summed_status(status, is_bounded="false") -%}
    case
        when bool_or({{ status }} = 'Q' and not {{ is_bounded }}) then 'Q'
        {% if is_bounded != "false" -%}
        when bool_or({{ status }} = 'Q') then 'E'
        {% endif -%}
        when bool_or({{ status }} = 'D') then 'D'
        when bool_and({{ status }} = 'E') then 'E'
        else 'A'
    end
{%- endmacro %}


{# Sum of parts that are known or lie between bounds, on one side (low, high); null where no part is suppressed, or one
   has no bounds. #}
{% macro summed_bound(value, status, side) -%}
    case
        when bool_or({{ status }} = 'Q') and bool_and(coalesce({{ value }}_{{ side }}, {{ value }}) is not null)
            then sum(coalesce({{ value }}_{{ side }}, {{ value }}))
    end
{%- endmacro %}
