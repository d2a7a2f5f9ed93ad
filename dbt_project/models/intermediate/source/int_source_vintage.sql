-- Publishers' files whose data this build reads.
{{ config(materialized="view") }}

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
from {{ ref("stg_ops__load") }}
