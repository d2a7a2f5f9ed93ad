select mart.obs_status, mart.status_reason, count(*) as figures
from {batch} as mart
left join dim_status as known on known.status_reason = mart.status_reason
where mart.obs_status <> coalesce(known.obs_status, 'A')
group by mart.obs_status, mart.status_reason
limit 20
