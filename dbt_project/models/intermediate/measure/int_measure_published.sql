-- Measures made of figures that publishers give by commune, each with its file.
{{ config(meta={"part": "measure_code"}, materialized="view") }}

{% for source in measure_sources() -%}
select code_commune, annee, measure_code, value, obs_status, {{ bounds_of(source) }}, raw_table, vintage
from {{ ref("int_measure_" ~ source) }}
{% if not loop.last %}union all
{% endif -%}
{% endfor %}
union all
select code_commune, annee, measure_code, value, obs_status, null, null, raw_table, vintage
from {{ ref("int_measure_notice") }}
