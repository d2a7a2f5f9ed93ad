{# A date of a programme list, whatever its writing: ISO, DD/MM/YYYY, DD-MM-YYYY, Excel serial; else null.
   An impossible day such as 31/02 stops the build: the loader's promise lets none through. #}
{% macro list_date(column) -%}
    case
        when {{ column }} ~ '^\d{4}-\d{2}-\d{2}' then to_date(left({{ column }}, 10), 'YYYY-MM-DD')
        when {{ column }} ~ '^\d{2}[/-]\d{2}[/-]\d{4}$'
            then to_date(replace({{ column }}, '/', '-'), 'DD-MM-YYYY')
        when {{ column }} ~ '^\d{5}(\.0+)?$' then date '1899-12-30' + left({{ column }}, 5)::integer
    end
{%- endmacro %}
