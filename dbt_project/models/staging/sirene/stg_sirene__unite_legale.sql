select
    siren,
    statut_diffusion,
    coalesce(unite_purgee, false) as unite_purgee,
    nullif({{ plausible_date("date_creation") }}, date '1900-01-01') as date_creation,
    tranche_effectifs,
    annee_effectifs,
    categorie_entreprise,
    etat_administratif,
    categorie_juridique,
    left(categorie_juridique, 1) = '1' as is_natural_person,
    {{ dotted_naf("activite_principale") }} as naf,
    nomenclature_activite,
    activite_principale_naf25 as naf25,
    siren || lpad(nic_siege, 5, '0') as siret_siege
from {{ source("sirene", "sirene_unite_legale") }}
where vintage = {{ latest_vintage("sirene_unite_legale") }}
