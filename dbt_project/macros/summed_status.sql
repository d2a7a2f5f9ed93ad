{# Status of a sum: suppressed as soon as one part is, estimated where each such part has bounds, of another definition as
   soon as one is. Parts shared out by a split leave a larger total exact: it is estimated only when every part is.
   One maximum tells it: eight million parts are added. #}
{% macro summed_status(status, is_bounded="false") -%}
    case
        max(
            case {{ status }}
                when 'Q' then case when {{ is_bounded }} then 3 else 4 end
                when 'D' then 2
                when 'E' then 0
                else case when {{ status }} is not null then 1 end
            end
        )
        when 4 then 'Q'
        when 3 then 'E'
        when 2 then 'D'
        when 0 then 'E'
        else 'A'
    end
{%- endmacro %}


{# Sum of parts that are known or lie between bounds, on one side (low, high); null where no part is suppressed, or one
   has no bounds. What the bounds add to the sum of the values is apart: nearly no part has any. #}
{% macro summed_bound(value, status, side) -%}
    case
        when
            count(*) filter (where {{ status }} = 'Q') > 0
            and count(*) filter (where {{ value }} is null and {{ value }}_{{ side }} is null) = 0
            then coalesce(sum({{ value }}), 0) + coalesce(sum({{ value }}_{{ side }} - coalesce({{ value }}, 0)), 0)
    end
{%- endmacro %}
