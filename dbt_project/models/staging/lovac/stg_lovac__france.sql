-- The publisher's own figures of France.
select {{ lovac_counts() }}
from {{ source("lovac", "lovac_france") }}
where vintage = {{ latest_vintage("lovac_france") }}
