{# A day of a list that is text in raw, whatever its writing: those that `ingestion.cells.moments` reads, and a
   spreadsheet's serial number. Anything else is null: a day that does not exist (31/02), and a time without zone that
   may be midnight of the next day. #}
{% macro list_date(column) -%}
    {%- set written = "trim(" ~ column ~ ")" -%}
    {%- set iso -%}
        case
            when {{ written }} ~ '^\d{4}([-/])\d{1,2}\1\d{1,2}([T ]|$)'
                then regexp_replace({{ written }}, '^(\d{4}).(\d{1,2}).(\d{1,2}).*$', '\1-\2-\3')
            when {{ written }} ~ '^\d{1,2}([-/.])\d{1,2}\1\d{4}([T ]|$)'
                then regexp_replace({{ written }}, '^(\d{1,2}).(\d{1,2}).(\d{4}).*$', '\3-\2-\1')
            when {{ written }} ~ '^\d{8}$'
                then regexp_replace({{ written }}, '^(\d{4})(\d{2})(\d{2})$', '\1-\2-\3')
        end
    {%- endset -%}
    case
        when {{ written }} ~ '^\d{4}-.*[T ].*(Z|[+-]\d{2}(:?\d{2})?)$'
            then case
                when pg_input_is_valid({{ written }}, 'timestamptz')
                    then (({{ written }})::timestamptz at time zone 'Europe/Paris')::date
            end
        when {{ written }} ~ '[T ](22:00|23:00)(:00(\.0+)?)?$' then null
        when pg_input_is_valid({{ iso }}, 'date') then ({{ iso }})::date
        when {{ written }} ~ '^\d{5}(\.0+)?$' then date '1899-12-30' + left({{ written }}, 5)::integer
    end
{%- endmacro %}
