-- Figures whose code leads to no reference commune: they stay under it, and are in no sum.
{% for family in ["population", "urssaf", "dares", "census", "cerema", "lovac", "side"] -%}
{{ not_carried(ref("int_figure_" ~ family)) }}
{% if not loop.last %}union all
{% endif %}
{%- endfor %}
