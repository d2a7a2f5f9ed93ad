-- Communes only; Paris, Lyon and Marseille are there as communes and by district (is_district): never add both.
select
    code_commune,
    code_commune ~ '^(751\d\d|6938\d|132\d\d)$' as is_district,
    left(date, 4)::integer as annee,
    right(date, 1)::integer as trimestre,
    case left(sexe, 1) when 'F' then 'femmes' when 'H' then 'hommes' else 'total' end as sexe,
    case when tranche_age = 'Total' then 'total' else tranche_age end as tranche_age,
    sexe = 'Total' and tranche_age = 'Total' as is_total,
    {{ published_number("demandeurs") }} as demandeurs,
    {{ published_status("demandeurs") }} as statut,
    vintage
from {{ source("dares_defm", "dares_defm_commune") }}
where
    vintage = {{ latest_vintage("dares_defm_commune") }}
    and categorie = 'ABC'
    and coalesce(type_donnees, 'Brutes') = 'Brutes'
    and code_commune <> 'Total'
