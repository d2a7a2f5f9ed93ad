{# A count as published, as a number: thin and unbreakable blanks between thousands, a decimal comma. A cell that
   holds no number (s, NC, empty) is null; `published_status` says why. #}
{% macro published_number(column) -%}
    case
        when regexp_replace({{ column }}, '[\s\u00A0\u202F\u2009]', '', 'g') ~ '^-?\d+([.,]\d+)?$'
            then replace(regexp_replace({{ column }}, '[\s\u00A0\u202F\u2009]', '', 'g'), ',', '.')::numeric
    end
{%- endmacro %}


{# published, suppressed (statistical secrecy, `s` unless told otherwise), or missing: never one for another. #}
{% macro published_status(column, secret="s") -%}
    case
        when trim({{ column }}) = '{{ secret }}' then 'suppressed'
        when {{ published_number(column) }} is not null then 'published'
        else 'missing'
    end
{%- endmacro %}
