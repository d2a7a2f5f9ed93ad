-- What the last release changed, by indicator.
select
    revision.indicator_code,
    count(*) as figures,
    count(*) filter (where revision.value_to is null) as withdrawn,
    min(revision.period) as first_period,
    max(revision.period) as last_period
from quality.revision as revision
inner join quality.release as release
    on revision.release_id = release.release_id
    and release.is_current
group by revision.indicator_code
order by revision.indicator_code
