-- Measures as readers may see them: a figure that is withheld for the few who answer for it, or to protect such a one
-- (int_measure_reason), adds to larger ones and is not shown; none at all is a plain zero.
{{ config(materialized="view") }}

with judged as (
    select
        held.*,
        case
            when held.obs_status = 'Q' then {{ secret_reason("held.territory_level") }}
            when reason.status_reason is not null then reason.status_reason
            when held.obs_status = 'D' then 'unrefined'
            when held.obs_status = 'E' and held.value_low is not null
                then {{ bounded_reason("held.value", "held.value_low", "held.value_high") }}
            when held.obs_status = 'E' then 'shared_by_split'
        end as status_reason
    from {{ ref("int_territory_measure") }} as held
    left join {{ ref("int_measure_reason") }} as reason
        using (measure_code, territory_level, territory_code, zone, period)
)

select
    judged.territory_level,
    judged.territory_code,
    judged.zone,
    judged.period,
    judged.measure_code,
    case when coalesce(reason.obs_status, 'A') <> 'Q' then judged.value end as value,
    coalesce(reason.obs_status, 'A') as obs_status,
    judged.coverage,
    judged.status_reason
from judged
left join {{ ref("status_reason") }} as reason using (status_reason)
