-- Jobseekers of categories A, B and C in the fourth quarter. Paris, Lyon and Marseille count as communes; their
-- districts, published beside them, are left out. An absent commune is not known.
select
    'dares_defm_commune' as raw_table,
    vintage,
    code_commune,
    left(vintage, 4)::integer as cog_year,
    annee,
    'jobseekers_abc' as measure_code,
    demandeurs as value,
    {{ figure_status("statut") }} as obs_status
from {{ ref("stg_dares_defm__commune") }}
where trimestre = 4 and is_total and not is_district
