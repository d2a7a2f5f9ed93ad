-- Counts: an empty one was not counted, zero is nobody. Seconds between begin and end are null where no end is told,
-- and where the clock went back in between.
select
    channel_id,
    start_datetime as started_at,
    nullif(greatest(extract(epoch from end_datetime - start_datetime), 0), 0)::double precision as seconds,
    count as passers
from {{ source("local", "local_footfall_measure") }}
where vintage in {{ vintages_in_use("local_footfall_measure") }}
