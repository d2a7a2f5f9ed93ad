{# A figure as the loader writes it (Kind.FIGURE: `-1234.5`, or the publisher's mark), as a number. A mark and an empty
   cell are null; `published_status` says why. #}
{% macro published_number(column) -%}
    case when {{ column }} ~ '^-?\d' then {{ column }}::numeric end
{%- endmacro %}


{# published, suppressed (statistical secrecy, `s` unless told otherwise), or missing: never one for another. #}
{% macro published_status(column, secret="s") -%}
    case
        when {{ column }} = '{{ secret }}' then 'suppressed'
        when {{ column }} ~ '^-?\d' then 'published'
        else 'missing'
    end
{%- endmacro %}
