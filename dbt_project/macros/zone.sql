{# Retail in a shop (set RET of the catalogue): food craft, fuel, markets and distance selling left out. #}
{% macro is_shop(activity) -%}
    ({{ activity }}.is_retail_47 and {{ activity }}.is_storefront)
{%- endmacro %}
