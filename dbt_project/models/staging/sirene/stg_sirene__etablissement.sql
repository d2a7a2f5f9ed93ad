-- 1 January 1900 stands for an unknown creation. The published day is kept aside as `jour_creation`: the
-- count of active units compares days as published, births only plausible ones.
select
    siret,
    siren,
    code_commune,
    case when code_postal ~ '^\d{5}$' then code_postal end as code_postal,
    statut_diffusion,
    etablissement_siege,
    nullif({{ plausible_date("date_creation") }}, date '1900-01-01') as date_creation,
    {{ is_implausible_date("date_creation") }} as is_creation_out_of_bounds,
    coalesce(date_creation, date '0001-01-01') as jour_creation,
    etat_administratif,
    {{ dotted_naf("activite_principale") }} as naf,
    nomenclature_activite,
    caractere_employeur,
    -- One spelling per address: number, repetition, kind and name of street; null when masked or incomplete.
    case
        when '[ND]' not in (numero_voie, libelle_voie)
            then concat_ws(' ', ltrim(numero_voie, '0'), indice_repetition, type_voie, libelle_voie)
    end as adresse
from {{ source("sirene", "sirene_etablissement") }}
where vintage = {{ sirene_vintage() }}
