select
    source,
    resource,
    raw_table,
    vintage,
    url,
    sha256,
    bytes,
    rows,
    loaded_at,
    licence,
    is_simulated
from {{ ref("int_source_vintage") }}
