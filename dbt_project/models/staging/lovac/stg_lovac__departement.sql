-- The publisher's own figures of departments, secret communes included.
select
    dep as departement_code,
    {{ lovac_counts() }}
from {{ source("lovac", "lovac_departement") }}
where vintage = {{ latest_vintage("lovac_departement") }}
