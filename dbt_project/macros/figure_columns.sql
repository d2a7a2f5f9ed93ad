{# Columns of fct_indicator_value, in its order, of a relation that has them all. #}
{% macro figure_columns(relation) -%}
    {% for column in [
        "indicator_code", "territory_level", "territory_code", "zone", "period", "value", "numerator", "denominator",
        "obs_status", "conf_status", "coverage", "ci_low", "ci_high", "is_break", "is_provisional", "is_simulated",
        "source_vintages", "status_reason"
    ] -%}
        {{ relation }}.{{ column }}{{ "," if not loop.last }}
    {% endfor %}
{%- endmacro %}


{# fct_indicator_value as it stands without a town's own data: what larger sums and comparisons are made of. #}
{% macro public_figures() -%}
    (
        select *
        from {{ ref("fct_indicator_value") }}
        where coalesce(status_reason, '') not in ('field_survey', 'field_survey_small')
        union all
        select *
        from {{ ref("int_indicator_displaced") }}
    )
{%- endmacro %}
