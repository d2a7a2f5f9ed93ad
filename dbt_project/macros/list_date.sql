{# A date of a programme list, whatever its writing: ISO, DD/MM/YYYY, DD-MM-YYYY, Excel serial. Anything
   else, and a day that does not exist (31/02), is null. #}
{% macro list_date(column) -%}
    {%- set iso -%}
        case
            when {{ column }} ~ '^\d{4}-\d{2}-\d{2}' then left({{ column }}, 10)
            when {{ column }} ~ '^\d{2}[/-]\d{2}[/-]\d{4}$'
                then concat_ws('-', right({{ column }}, 4), substr({{ column }}, 4, 2), left({{ column }}, 2))
        end
    {%- endset -%}
    case
        when pg_input_is_valid({{ iso }}, 'date') then ({{ iso }})::date
        when {{ column }} ~ '^\d{5}(\.0+)?$' then date '1899-12-30' + left({{ column }}, 5)::integer
    end
{%- endmacro %}
