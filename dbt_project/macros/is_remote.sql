{# Trade without a shop, of a row of seed `activity`: distance selling and urban logistics (sets DIST and LOG). #}
{% macro is_remote(activity) -%}
    ({{ activity }}.is_distance_selling or {{ activity }}.activity = 'urban_logistics')
{%- endmacro %}
