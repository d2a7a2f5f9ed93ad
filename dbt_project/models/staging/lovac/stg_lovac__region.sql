-- The publisher's own figures of regions; a code may have lost its zero.
select
    lpad(btrim(reg), 2, '0') as region_code,
    {{ lovac_counts() }}
from {{ source("lovac", "lovac_region") }}
where vintage = {{ latest_vintage("lovac_region") }}
