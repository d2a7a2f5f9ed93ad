-- Loads whose vintage this build reads.
select
    load_id,
    load.source,
    load.resource,
    raw_table,
    vintage,
    load.url,
    load.sha256,
    load.bytes,
    load.rows_read,
    load.rows_loaded as rows,
    load.finished_at as loaded_at,
    load.licence,
    load.is_simulated
from {{ source("ops", "vintage_in_use") }}
inner join {{ source("ops", "load") }} as load using (load_id, raw_table, vintage)
