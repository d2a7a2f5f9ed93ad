-- Jobseekers of categories A, B and C in the fourth quarter, all and those under 25. Paris, Lyon and Marseille count
-- as communes; their districts, published beside them, are left out. An absent commune is not known.
select
    'dares_defm_commune' as raw_table,
    vintage,
    code_commune,
    left(vintage, 4)::integer as cog_year,
    annee,
    case when is_total then 'jobseekers_abc' else 'jobseekers_under_25' end as measure_code,
    demandeurs as value,
    {{ figure_status("statut") }} as obs_status
from {{ ref("stg_dares_defm__commune") }}
where trimestre = 4 and not is_district and sexe = 'total' and tranche_age in ('total', 'Moins de 25 ans')
