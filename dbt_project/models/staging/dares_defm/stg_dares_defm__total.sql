-- Rows whose commune is Total: the sum of a department, of a region (no department) or of France (neither). Several
-- share these codes: which total it is, its labels say.
select
    nullif(code_region, 'Total') as region_code,
    nullif(code_departement, 'Total') as departement_code,
    concat_ws(' / ', region, departement, commune) as libelle,
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
    and code_commune = 'Total'
