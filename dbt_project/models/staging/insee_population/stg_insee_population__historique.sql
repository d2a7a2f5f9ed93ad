-- The whole series is in the geography of its last year, two years after the vintage.
select
    geo as code_commune,
    time_period::integer as annee,
    vintage::integer + 2 as cog_year,
    obs_value::bigint as population,
    vintage
from {{ source("insee_population", "insee_population_historique") }}
where geo_object = 'COM' and popref_measure = 'PMUN'
