-- The statuses in use, and under each the reasons that give it.
{{ config(materialized="view") }}

select
    status.obs_status,
    status.label_en,
    status.label_fr,
    status.is_missing,
    reason.status_reason,
    reason.label_en as reason_en,
    reason.label_fr as reason_fr,
    status.is_usable,
    status.shown_fr
from {{ ref("obs_status") }} as status
left join {{ ref("status_reason") }} as reason using (obs_status)
