-- What was heard of each source by now: loads of every state, not those of this build alone.
select
    source,
    max(vintage) filter (where outcome = 'published') as last_vintage,
    max(finished_at) filter (where outcome in ('published', 'replaced', 'retired')) as last_published_at,
    max(finished_at) filter (where outcome in ('published', 'replaced', 'retired', 'unchanged')) as last_heard_at,
    bool_or(is_simulated) filter (where outcome = 'published') as is_simulated
from {{ source("ops", "load") }}
group by source
