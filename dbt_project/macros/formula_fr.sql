{# A ratio in French words: its multiplier and the labels of its two measures. Square metres told in hectares need no word. #}
{% macro formula_fr(indicator, numerator, denominator) -%}
    case when {{ indicator }}.multiplier not in (1, 0.0001) then {{ indicator }}.multiplier::text || ' × ' else '' end
    || {{ quoted_fr(numerator) }}
    || coalesce(' / ' || {{ quoted_fr(denominator) }}, '')
    || case
        when {{ indicator }}.denominator_year is not null then ' de ' || {{ indicator }}.denominator_year
        when {{ indicator }}.denominator_lag = 1 then ' un an plus tôt'
        when {{ indicator }}.denominator_lag > 1 then ' ' || {{ indicator }}.denominator_lag || ' ans plus tôt'
        else ''
    end
    || case when {{ indicator }}.shift < 0 then ' − ' || abs({{ indicator }}.shift) else '' end
{%- endmacro %}


{# A label within a sentence. #}
{% macro quoted_fr(label) -%}
    '« ' || lower(left({{ label }}, 1)) || substr({{ label }}, 2) || ' »'
{%- endmacro %}
