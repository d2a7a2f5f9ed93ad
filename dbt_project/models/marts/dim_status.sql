select
    obs_status,
    label_en,
    label_fr,
    is_missing,
    status_reason,
    reason_en,
    reason_fr,
    is_usable,
    shown_fr
from {{ ref("int_status") }}
