{# The last published vintage of a raw table, read from the record of loads: a table of 97 million rows
   is not scanned to find it, and the whole build sees the same one. #}
{% macro latest_vintage(raw_table) -%}
    (select max(vintage) from {{ ref("stg_ops__load") }} where raw_table = '{{ raw_table }}')
{%- endmacro %}
