{# Raw tables whose files only users can give: without them an indicator's rows say so. #}
{% macro given_tables() %}
    {{- return(["cerema_empcom_zone", "cerema_fusac_zone"]) -}}
{% endmacro %}


{# Retail in a shop (set RET of the catalogue): food craft, fuel, markets and distance selling left out. #}
{% macro is_shop(activity) -%}
    ({{ activity }}.is_retail_47 and {{ activity }}.is_storefront)
{%- endmacro %}
