-- Every commune figure of the sources without addresses, under the code and geography of its file.
{{ config(materialized="view") }}

{% for family in ["population", "urssaf", "dares", "census", "cerema", "lovac", "side"] -%}
select
    raw_table,
    vintage,
    code_commune,
    cog_year,
    annee,
    measure_code,
    value,
    obs_status
from {{ ref("int_figure_" ~ family) }}
{% if not loop.last %}union all
{% endif %}
{%- endfor %}
