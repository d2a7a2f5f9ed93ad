{# Why a figure has the status it has (seed status_reason, which gives the status), first rule that applies: missing,
   suppressed, suppressed for the few who answer for it or for a measure it is made of, or to protect such a figure, no
   zone, contours, sales or group there, cannot exist, suppressed for its few units, not published, low reliability,
   experimental (a break, a provisional year and an estimate show in other columns), break, provisional, another
   definition, estimated; null for a normal figure. #}
{% macro status_reason(observed, withheld, indicator, source, level, coverage, is_sensitive) -%}
    case
        when {{ observed }}.obs_status = 'O' then {{ observed }}.status_reason
        when {{ level }} = 'commune' and {{ indicator }}.indicator_code in ('{{ var("not_for_communes") | join("', '") }}')
            then 'level_not_given'
        when {{ indicator }}.model = 'sale_price' and {{ level }} = 'commune' then 'not_at_level'
        when {{ observed }}.status_reason = 'too_few_prices' then 'too_few_prices'
        when {{ observed }}.obs_status is null then coalesce({{ source }}.absence, 'not_known')
        when {{ observed }}.obs_status = 'Q' then coalesce({{ observed }}.status_reason, {{ secret_reason(level) }})
        when {{ observed }}.units < {{ var("withheld_below") }} then 'few_units'
        when {{ withheld }}.reason is not null then {{ withheld }}.reason
        when
            {{ observed }}.figure is null
            and {{ observed }}.status_reason in ('no_zone', 'not_covered', 'few_sales', 'small_group', 'no_group')
            then {{ observed }}.status_reason
        when {{ observed }}.figure is null then 'nothing_to_divide'
        when {{ observed }}.count_base < {{ var("withheld_below") }} then 'few_units'
        when {{ coverage }} < {{ var("coverage_withheld_below") }} then 'coverage'
        when {{ indicator }}.model in ('diversity', 'specificity') and {{ observed }}.count_base < {{ var("fragile_below") }} then 'too_few'
        when {{ observed }}.count_base < {{ var("fragile_below") }} then 'small_numbers'
        when {{ coverage }} < {{ var("coverage_fragile_below") }} then 'partial_coverage'
        when {{ is_sensitive }} then 'sensitive_perimeter'
        when {{ observed }}.status_reason in ('wide_interval', 'few_jobs') then {{ observed }}.status_reason
        when {{ indicator }}.indicator_code in ('{{ var("written_by_mappers") | join("', '") }}') then 'mapper_activity'
        when {{ observed }}.status_reason = 'watch_list' then 'watch_list'
        when {{ indicator }}.is_experimental then 'experimental'
        when {{ source }}.is_break then 'series_break'
        when {{ source }}.is_provisional then 'provisional'
        when {{ observed }}.obs_status = 'D' then coalesce({{ observed }}.status_reason, 'unrefined')
        when {{ observed }}.obs_status = 'E'
            then coalesce({{ observed }}.status_reason, 'shared_by_split')
    end
{%- endmacro %}


{# Why a figure is secret at its source: a commune's has the publisher's mark, a sum holds such a part. #}
{% macro secret_reason(level) -%}
    case when {{ level }} = 'commune' then 'published_mark' else 'secret_part' end
{%- endmacro %}


{# Why a figure between bounds is what it is: half the interval tells whether it is fit to be used. #}
{% macro bounded_reason(value, low, high) -%}
    case
        when {{ high }} - {{ low }} > 2 * {{ var("interval_wide_above") }} * {{ value }} then 'wide_interval'
        else 'suppressed_parts'
    end
{%- endmacro %}


{# Why a measure is estimated that no secret part makes so; `is_of_year`: the population of that very year is known. #}
{% macro estimate_reason(measure, is_of_year) -%}
    case
        when {{ measure }} = 'population_latest' and not {{ is_of_year }} then 'carried_forward'
        else 'shared_by_split'
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
