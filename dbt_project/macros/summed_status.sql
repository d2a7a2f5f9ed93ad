{# Status of a sum: suppressed as soon as one part is, estimated where each such part has bounds, of another definition as
   soon as one is. Parts shared out by a split leave a larger total exact: it is estimated only when every part is.
   One maximum tells it, of parts and of parts of parts: eight million are added. #}
{% macro summed_status(status, is_bounded="false") -%}
    {{ status_of_rank(status_rank(status, is_bounded)) }}
{%- endmacro %}


{# The greatest rank of statuses; of a suppressed one it is 3 or 4. #}
{% macro status_rank(status, is_bounded="false") -%}
    max(
        case {{ status }}
            when 'Q' then case when {{ is_bounded }} then 3 else 4 end
            when 'D' then 2
            when 'E' then 0
            else case when {{ status }} is not null then 1 end
        end
    )
{%- endmacro %}


{% macro status_of_rank(rank) -%}
    case {{ rank }}
        when 4 then 'Q'
        when 3 then 'E'
        when 2 then 'D'
        when 0 then 'E'
        else 'A'
    end
{%- endmacro %}


{# Columns of a part of a sum, from which `summed_bound` makes those of the whole: what the bounds add to the sum of the
   values (nearly no part has any), and whether a suppressed value has none. #}
{% macro part_bounds(value) -%}
    {%- set name = value.split(".")[-1] -%}
    {%- for side in ["low", "high"] %}
    sum({{ value }}_{{ side }} - coalesce({{ value }}, 0)) as {{ name }}_{{ side }}_more,
    bool_or({{ value }} is null and {{ value }}_{{ side }} is null) as is_{{ name }}_{{ side }}_open
    {{- "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{# Sum of parts that are known or lie between bounds, on one side (low, high); null where no part is suppressed, or one
   has no bounds. #}
{% macro summed_bound(part, value, side) -%}
    case
        when max({{ part }}.status_rank) >= 3 and not bool_or({{ part }}.is_{{ value }}_{{ side }}_open)
            then coalesce(sum({{ part }}.{{ value }}), 0) + coalesce(sum({{ part }}.{{ value }}_{{ side }}_more), 0)
    end
{%- endmacro %}


{# Larger territories in which each part (int_commune_part) lies: what sums of parts run over. #}
{% macro part_membership() -%}
    select held.code_commune as part, held.territory_level, held.territory_code
    from {{ ref("int_territory_membership") }} as held
    where
        held.territory_level <> 'commune'
        and held.code_commune in (select place.part from {{ ref("int_commune_part") }} as place)
{%- endmacro %}
