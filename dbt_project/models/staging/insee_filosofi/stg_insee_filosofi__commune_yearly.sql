-- Living standards before Melodi, a file a year. A mark (s, nd) is no number, and no zero; the status says which it is.
select
    codgeo as code_commune,
    case when codgeo ~ '^(751\d\d|6938\d|132\d\d)$' then 'ARM' else 'COM' end as type_commune,
    annee,
    {{ published_number("menages") }} as menages,
    {{ published_number("personnes") }} as personnes,
    {{ published_number("mediane") }} as niveau_vie_median,
    {{ published_status("mediane") }} as niveau_vie_median_statut,
    {{ published_number("d1") }} as premier_decile,
    {{ published_number("d9") }} as neuvieme_decile,
    {{ published_number("tp60") }} as taux_pauvrete,
    vintage
from {{ source("insee_filosofi", "insee_filosofi_commune") }}
