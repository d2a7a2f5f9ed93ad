{# Whose figures by commune become measures: each has a model int_figure_<source> and a model int_measure_<source>. #}
{% macro measure_sources() %}
    {{- return(["population", "urssaf", "dares", "census", "cerema", "lovac", "side"]) -}}
{% endmacro %}
