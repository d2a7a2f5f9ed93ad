{# Whose figures by commune become measures: each has a model int_figure_<source> and a model int_measure_<source>. #}
{% macro measure_sources() %}
    {{- return([
        "population",
        "urssaf",
        "dares",
        "census",
        "cerema",
        "lovac",
        "side",
        "people",
        "flores",
        "arcep",
        "sitadel",
        "cartofriches",
        "household",
    ]) -}}
{% endmacro %}


{# Bounds of a suppressed figure, as columns: of a source that tells what its mark of secrecy can hide, else none. #}
{% macro bounds_of(source) %}
    {{- "value_low, value_high" if source in ["lovac"]
        else "null::numeric as value_low, null::numeric as value_high" -}}
{% endmacro %}


{# Measures that are a change of another one since so many years before: (measure, of which, years). Who has both ends has
   the change, and who has one end and the change has the other: it is withheld with either. #}
{% macro measure_changes() %}
    {{- return([("private_jobs_gained_5y", "jobs_private", 5)]) -}}
{% endmacro %}
