{# A date of a publisher's list, whatever its writing: those of `french_date`, or the serial number of a spreadsheet.
   Anything else, and a day that does not exist (31/02), is null. #}
{% macro list_date(column) -%}
    case
        when {{ column }} ~ '^\d{5}(\.0+)?$' then date '1899-12-30' + left({{ column }}, 5)::integer
        else {{ french_date(column) }}
    end
{%- endmacro %}
