{# Vintages of a raw table that this build reads: those that stood at its start, in the house's own list. The whole
   build sees the same ones while a loader publishes another. #}
{% macro vintages_in_use(raw_table) -%}
    (select vintage from {{ source("ops", "vintage_in_use") }} where raw_table = '{{ raw_table }}')
{%- endmacro %}


{# The last of them: a table of 97 million rows is not scanned to find it. #}
{% macro latest_vintage(raw_table) -%}
    (select max(vintage) from {{ source("ops", "vintage_in_use") }} where raw_table = '{{ raw_table }}')
{%- endmacro %}
