-- Which raw tables are loaded: nearly always the same from one build to the next. What asks no more than that is not
-- built again for each new vintage of any table.
{{ config(materialized="table") }}

select
    load.source,
    raw_table,
    bool_or(load.is_simulated) as is_simulated
from {{ source("ops", "vintage_in_use") }}
inner join {{ source("ops", "load") }} as load using (load_id, raw_table, vintage)
group by load.source, raw_table
