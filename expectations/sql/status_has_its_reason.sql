-- Judged are the few pairs of status and reason that there are, not each figure.
select told.obs_status, told.status_reason, told.figures
from (
    select obs_status, status_reason, count(*) as figures
    from {batch} as mart
    group by obs_status, status_reason
) as told
left join dim_status as known on told.status_reason = known.status_reason
where told.obs_status <> coalesce(known.obs_status, 'A')
limit 20
