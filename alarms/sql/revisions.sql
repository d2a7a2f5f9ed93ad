-- The current release, where it changed a larger share of the values that stood than is usual.
select release_id, revisions, revisions::double precision / published as share
from (
    select
        release_id,
        (select count(*) from quality.revision where revision.release_id = release.release_id) as revisions,
        (select count(*) from marts.fct_indicator_value where value is not null) as published
    from quality.release
    where is_current and event = 'release'
) as counted
where published > 0 and revisions > %(unusual)s * published
