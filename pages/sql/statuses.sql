-- Statuses, their reasons, and what stands in place of a value that is not there.
select
    obs_status,
    label_fr,
    is_missing,
    shown_fr,
    status_reason,
    reason_fr
from marts.dim_status
order by obs_status, status_reason nulls first
