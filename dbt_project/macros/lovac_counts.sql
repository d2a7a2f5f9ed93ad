{# Counts of a file of LOVAC and what each cell is: published, suppressed (s, no zero) or missing. #}
{% macro lovac_counts() -%}
    annee,
    {{ published_number("pp_vacant") }} as logements_vacants,
    {{ published_status("pp_vacant") }} as logements_vacants_statut,
    {{ published_number("pp_vacant_plus_2ans") }} as logements_vacants_2_ans,
    {{ published_status("pp_vacant_plus_2ans") }} as logements_vacants_2_ans_statut,
    {{ published_number("pp_total") }} as logements,
    {{ published_status("pp_total") }} as logements_statut,
    vintage
{%- endmacro %}
