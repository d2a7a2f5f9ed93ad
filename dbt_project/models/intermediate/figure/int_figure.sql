-- Figures of communes as publishers give them, under the code and the geography of their file.
{{ config(meta={"part": "raw_table"}, materialized="view") }}

{% for source in measure_sources() -%}
select raw_table, vintage, code_commune, cog_year, annee, measure_code, value, obs_status, {{ bounds_of(source) }}
from {{ ref("int_figure_" ~ source) }}
{% if not loop.last %}union all
{% endif -%}
{% endfor %}
