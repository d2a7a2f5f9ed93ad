-- The release that readers see.
select
    release_id,
    released_at
from quality.release
where is_current
