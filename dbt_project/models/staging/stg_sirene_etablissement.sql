-- 1 January 1900 stands for an unknown creation. The published day is kept aside as `jour_creation`: the
-- count of active units compares days as published, births only plausible ones.
select
    siret,
    siren,
    code_commune,
    statut_diffusion,
    etablissement_siege,
    nullif({{ plausible_date("date_creation") }}, date '1900-01-01') as date_creation,
    {{ is_implausible_date("date_creation") }} as date_creation_hors_bornes,
    coalesce(date_creation, date '0001-01-01') as jour_creation,
    etat_administratif,
    {{ dotted_naf("activite_principale") }} as naf,
    nomenclature_activite,
    caractere_employeur
from {{ source("sirene", "sirene_etablissement") }}
where vintage = (select vintage from {{ ref("stg_sirene_vintage") }})
