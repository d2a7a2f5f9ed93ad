{# Sums of a commune as a whole, zone `all`, and of each of its zones, where it has any, in one pass: what is summed by
   `group by {{ zones_and_all(keys, zone) }}`, and the zone of the sum. #}
{% macro zones_and_all(keys, zone) -%}
    grouping sets (({{ keys }}), ({{ keys }}, {{ zone }}))
    having grouping({{ zone }}) = 1 or {{ zone }} is not null
{%- endmacro %}


{% macro zone_or_all(zone) -%} case when grouping({{ zone }}) = 1 then 'all' else {{ zone }} end {%- endmacro %}
