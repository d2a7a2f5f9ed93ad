{# Band of a population, null when it is unknown. #}
{% macro population_band(population) -%}
    case
        when {{ population }} < 10000 then '<10k'
        when {{ population }} < 20000 then '10-20k'
        when {{ population }} < 50000 then '20-50k'
        when {{ population }} < 100000 then '50-100k'
        when {{ population }} >= 100000 then '>=100k'
    end
{%- endmacro %}
