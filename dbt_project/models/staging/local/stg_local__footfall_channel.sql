-- Channels on which people on foot are counted: the national schema writes who passes as one word or several.
select
    channel_id,
    site_id,
    time_step::double precision as step_seconds
from {{ source("local", "local_footfall_channel") }}
where
    mobility_type ilike '%PEDESTRIAN%'
    and vintage in {{ vintages_in_use("local_footfall_channel") }}
