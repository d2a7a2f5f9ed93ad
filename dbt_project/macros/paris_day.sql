{# The day in Paris of an instant. #}
{% macro paris_day(instant) -%} ({{ instant }} at time zone 'Europe/Paris')::date {%- endmacro %}


{# The instant of the question: a macro, so that a unit test may fix it. #}
{% macro now() -%} now() {%- endmacro %}
