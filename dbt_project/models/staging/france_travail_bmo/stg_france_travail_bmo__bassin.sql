-- `*` keeps a secret. Codes stored as numbers get their leading zero back.
select
    annee::integer as annee,
    code_metier,
    nom_metier,
    famille_metier,
    lpad(reg, greatest(length(reg), 2), '0') as region_code,
    lpad(dept, greatest(length(dept), 2), '0') as departement_code,
    lpad(be, greatest(length(be), 4), '0') as bassin_code,
    nom_be as nom_bassin,
    clpe as clpe_code,
    {{ published_number("met") }} as projets,
    {{ published_status("met", secret="*") }} as projets_statut,
    {{ published_number("xmet") }} as projets_difficiles,
    {{ published_status("xmet", secret="*") }} as projets_difficiles_statut,
    {{ published_number("smet") }} as projets_saisonniers,
    {{ published_status("smet", secret="*") }} as projets_saisonniers_statut,
    vintage
from {{ source("france_travail_bmo", "france_travail_bmo") }}
