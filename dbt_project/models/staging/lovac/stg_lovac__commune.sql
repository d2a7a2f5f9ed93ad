-- Secret cells (s) and missing ones have no number; the status says which they are.
select
    codgeo as code_commune,
    {{ lovac_counts() }}
from {{ source("lovac", "lovac_commune") }}
where vintage = {{ latest_vintage("lovac_commune") }}
