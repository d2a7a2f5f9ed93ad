select distinct on (siren_doublon, siren)
    siren,
    siren_doublon,
    date_dernier_traitement
from {{ source("sirene", "sirene_doublon") }}
where vintage = {{ latest_vintage("sirene_doublon") }} and siren <> siren_doublon
order by siren_doublon, siren, date_dernier_traitement desc nulls last
