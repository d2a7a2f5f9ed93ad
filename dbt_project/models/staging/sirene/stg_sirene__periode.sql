-- `jour_debut` and `jour_fin` are the inclusive bounds as published, open where nothing is published: an
-- end in the year 0004 must not turn into a period that still runs.
select
    siret,
    {{ plausible_date("date_debut") }} as date_debut,
    {{ plausible_date("date_fin") }} as date_fin,
    {{ is_implausible_date("date_debut") }} or {{ is_implausible_date("date_fin") }} as is_date_out_of_bounds,
    coalesce(date_debut, date '0001-01-01') as jour_debut,
    coalesce(date_fin, date '9999-12-30') as jour_fin,
    etat_administratif,
    {{ dotted_naf("activite_principale") }} as naf,
    nomenclature_activite,
    caractere_employeur
from {{ source("sirene", "sirene_etablissement_historique") }}
where vintage = {{ sirene_vintage() }}
