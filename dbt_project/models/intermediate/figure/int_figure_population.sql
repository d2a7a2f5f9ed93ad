-- Municipal population as published, years with a file.
select
    source as raw_table,
    vintage,
    code_commune,
    cog_year,
    annee,
    'population' as measure_code,
    population::numeric as value,
    'A' as obs_status
from {{ ref("int_population_published") }}
where population is not null and annee >= {{ var("first_measure_year") }}
