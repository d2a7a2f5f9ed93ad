-- A table, not a view: the whole build sees the same vintages while a loader publishes another.
{{ config(materialized="table") }}

select
    load_id,
    source,
    resource,
    raw_table,
    vintage,
    url,
    sha256,
    bytes,
    rows_loaded as rows,
    finished_at as loaded_at,
    licence,
    is_simulated
from {{ source("ops", "load") }}
where outcome = 'published'
