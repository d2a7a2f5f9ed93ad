-- The newest file holds every year, revised. A missing value stays missing: it is not zero.
select
    code_commune,
    {{ dotted_naf("code_ape") }} as naf,
    annee,
    nombre_etablissements,
    case when nombre_etablissements is null then 'missing' else 'published' end as statut_etablissements,
    effectifs_salaries,
    case when effectifs_salaries is null then 'missing' else 'published' end as statut_effectifs,
    vintage
from {{ source("urssaf", "urssaf_commune_ape") }}
where vintage = {{ latest_vintage("urssaf_commune_ape") }}
