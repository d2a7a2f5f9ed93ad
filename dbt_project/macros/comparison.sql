{# The kind of group that a variant of peers makes. #}
{% macro peers_of(variant) -%}
    case {{ variant }} when 'all' then 'peers' else 'peers_' || {{ variant }} end
{%- endmacro %}


{# How a figure compares with another, by the direction of its indicator: better, worse or same; higher or lower where
   neither is better; null where one is not known. #}
{% macro better_or_worse(direction, ours, theirs) -%}
    case
        when {{ ours }} = {{ theirs }} then 'same'
        when {{ direction }} = 'neutral' and {{ ours }} > {{ theirs }} then 'higher'
        when {{ direction }} = 'neutral' and {{ ours }} < {{ theirs }} then 'lower'
        when ({{ ours }} > {{ theirs }}) = ({{ direction }} = 'higher_is_better') then 'better'
        when {{ ours }} <> {{ theirs }} then 'worse'
    end
{%- endmacro %}
