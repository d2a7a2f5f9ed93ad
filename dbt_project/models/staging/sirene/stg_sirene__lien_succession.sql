-- One row per link: the last treatment of a link published twice; a SIRET that succeeds itself is none.
select distinct on (siret_predecesseur, siret_successeur, date_lien_succession)
    siret_predecesseur,
    siret_successeur,
    left(siret_predecesseur, 9) as siren_predecesseur,
    left(siret_successeur, 9) as siren_successeur,
    date_lien_succession as jour_lien,
    {{ plausible_date("date_lien_succession") }} as date_lien,
    coalesce(transfert_siege, false) as transfert_siege,
    coalesce(continuite_economique, false) as continuite_economique,
    left(siret_predecesseur, 9) = left(siret_successeur, 9) as is_same_legal_unit
from {{ source("sirene", "sirene_lien_succession") }}
where vintage = {{ latest_vintage("sirene_lien_succession") }} and siret_predecesseur <> siret_successeur
order by
    siret_predecesseur, siret_successeur, date_lien_succession, date_dernier_traitement desc nulls last
