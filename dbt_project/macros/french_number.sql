{# A number as it is written in French: decimal comma, narrow no-break space between thousands, its unit after a no-break
   space. The mask of to_char is literal: no setting of the server changes it. #}
{% macro french_number(value, decimals, after) -%}
    translate(
        to_char(
            round(({{ value }})::numeric, {{ decimals }}),
            'FM999,999,999,999,990' || case when {{ decimals }} > 0 then '.' || repeat('0', {{ decimals }}) else '' end
        ),
        ',.', U&'\202F,'
    ) || coalesce(U&'\00A0' || {{ after }}, '')
{%- endmacro %}
