{# Observation status (SDMX CL_OBS_STATUS) of a figure, first rule that applies: missing, suppressed, cannot
   exist, suppressed for its few units, not published, low reliability, break, provisional, another definition,
   estimated, experimental, normal. #}
{% macro obs_status(observed, indicator, source, coverage, is_sensitive) -%}
    case
        when {{ observed }}.obs_status is null then 'O'
        when {{ observed }}.obs_status = 'Q' then 'Q'
        when {{ observed }}.figure is null then 'M'
        when least({{ observed }}.units, {{ observed }}.count_base) < {{ var("withheld_below") }} then 'Q'
        when {{ coverage }} < {{ var("coverage_withheld_below") }} then 'N'
        when {{ indicator }}.model = 'diversity' and {{ observed }}.count_base < {{ var("fragile_below") }} then 'N'
        when {{ observed }}.count_base < {{ var("fragile_below") }} then 'U'
        when {{ coverage }} < {{ var("coverage_fragile_below") }} or {{ is_sensitive }} then 'U'
        when {{ source }}.is_break then 'B'
        when {{ source }}.is_provisional then 'P'
        when {{ observed }}.obs_status in ('D', 'E') then {{ observed }}.obs_status
        when {{ indicator }}.is_experimental then 'G'
        else 'A'
    end
{%- endmacro %}


{# Bound of the 95 % interval of a figure, as a share of one: Wilson for a proportion, Byar's approximation of
   Poisson for a rate; null where neither applies. `side` is -1 (low) or 1 (high). #}
{% macro interval_bound(method, numerator, denominator, side) -%}
    case
        when {{ numerator }} < 0 or {{ denominator }} is null or {{ denominator }} <= 0 then null
        when {{ method }} = 'wilson' and {{ numerator }} <= {{ denominator }}
            then {{ wilson(numerator, denominator, side) }}
        when {{ method }} = 'poisson' then {{ byar(numerator, side) }} / {{ denominator }}
    end
{%- endmacro %}


{% macro wilson(numerator, denominator, side) -%}
    {%- set z = 1.959963984540054 -%}
    {%- set p = "(" ~ numerator ~ " / " ~ denominator ~ ")" -%}
    (
        {{ p }} + {{ z * z / 2 }} / {{ denominator }}
        {{ "+" if side > 0 else "-" }} {{ z }} * sqrt(
            greatest({{ p }} * (1 - {{ p }}) / {{ denominator }} + {{ z * z / 4 }} / ({{ denominator }} * {{ denominator }}), 0)
        )
    ) / (1 + {{ z * z }} / {{ denominator }})
{%- endmacro %}


{% macro byar(count, side) -%}
    {%- set z = 1.959963984540054 -%}
    {%- if side < 0 -%}
    (case when {{ count }} = 0 then 0 else {{ count }} * power(1 - 1 / (9 * {{ count }}) - {{ z }} / (3 * sqrt({{ count }})), 3) end)
    {%- else -%}
    (({{ count }} + 1) * power(1 - 1 / (9 * ({{ count }} + 1)) + {{ z }} / (3 * sqrt({{ count }} + 1)), 3))
    {%- endif -%}
{%- endmacro %}
