-- Only municipal population of communes: the file also holds districts, departments, regions and France.
select
    geo as code_commune,
    time_period::integer as annee,
    vintage::integer + 2 as cog_year,
    obs_value::bigint as population,
    vintage
from {{ source("insee_population", "insee_population_melodi") }}
where geo_object = 'COM' and popref_measure = 'PMUN'
