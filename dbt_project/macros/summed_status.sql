{# Status of a sum: suppressed as soon as one part is, of another definition as soon as one is. Parts shared out by
   a split leave a larger total exact: it is estimated only when every part is. #}
{% macro summed_status(status) -%}
    case
        when bool_or({{ status }} = 'Q') then 'Q'
        when bool_or({{ status }} = 'D') then 'D'
        when bool_and({{ status }} = 'E') then 'E'
        else 'A'
    end
{%- endmacro %}
