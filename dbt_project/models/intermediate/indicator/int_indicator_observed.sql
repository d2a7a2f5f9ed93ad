-- Figures of every model of indicators, under the same columns.
{{ config(meta={"part": "indicator_code"}, materialized="view") }}

{% for model in [
    "ratio",
    "survival",
    "diversity",
    "gap",
    "median",
    "specialisation",
    "shift",
    "located",
    "flat_price",
    "sale_price",
    "land_jobs",
    "watch_list",
    "specificity",
] -%}
select
    indicator_code,
    territory_level,
    territory_code,
    zone,
    period,
    numerator::double precision as numerator,
    denominator::double precision as denominator,
    figure::double precision as figure,
    count_base::double precision as count_base,
    units::double precision as units,
    obs_status,
    coverage::double precision as coverage,
    status_reason,
    figure_low,
    figure_high
from {{ ref("int_indicator_" ~ model) }}
{% if not loop.last %}union all
{% endif -%}
{% endfor %}
