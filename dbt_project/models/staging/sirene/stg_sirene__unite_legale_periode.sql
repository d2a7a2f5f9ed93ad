-- `jour_debut` and `jour_fin` are the inclusive bounds as published, open where nothing is published.
select
    siren,
    {{ plausible_date("date_debut") }} as date_debut,
    {{ plausible_date("date_fin") }} as date_fin,
    {{ is_implausible_date("date_debut") }} or {{ is_implausible_date("date_fin") }} as is_date_out_of_bounds,
    coalesce(date_debut, date '0001-01-01') as jour_debut,
    coalesce(date_fin, date '9999-12-30') as jour_fin,
    etat_administratif,
    categorie_juridique,
    {{ dotted_naf("activite_principale") }} as naf,
    nomenclature_activite,
    siren || lpad(nic_siege, 5, '0') as siret_siege
from {{ source("sirene", "sirene_unite_legale_historique") }}
where vintage = {{ latest_vintage("sirene_unite_legale_historique") }}
