-- Secret cells (s, fewer than 11 homes) and missing ones have no number; the status says which they are.
select
    codgeo as code_commune,
    annee,
    {{ published_number("pp_vacant") }} as logements_vacants,
    {{ published_status("pp_vacant") }} as logements_vacants_statut,
    {{ published_number("pp_vacant_plus_2ans") }} as logements_vacants_2_ans,
    {{ published_status("pp_vacant_plus_2ans") }} as logements_vacants_2_ans_statut,
    {{ published_number("pp_total") }} as logements,
    {{ published_status("pp_total") }} as logements_statut,
    vintage
from {{ source("lovac", "lovac_commune") }}
where vintage = {{ latest_vintage("lovac_commune") }}
