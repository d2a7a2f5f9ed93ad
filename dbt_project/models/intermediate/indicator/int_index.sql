-- Every count against itself, 2017 and 2022 = 100: indicators that are one measure, as it is (seed `indicator`). The
-- status of the year is kept; without a base that is known, shown and not zero there is no index.
{{ config(meta={"part": "indicator_code"}, materialized="view") }}

with counted as (
    select value.*
    from {{ public_figures() }} as value
    inner join {{ ref("indicator") }} as indicator using (indicator_code)
    where
        indicator.model = 'ratio'
        and indicator.denominator_measure is null
        and indicator.multiplier = 1
        and indicator.shift = 0
),

judged as (
    select
        now.indicator_code,
        now.territory_level,
        now.territory_code,
        now.zone,
        now.period,
        base.period as base_period,
        now.value as count,
        base.value as base_count,
        case
            when now.value is null then now.status_reason
            when base.obs_status = 'Q' then 'base_secret'
            when base.value is null then 'base_not_known'
            when base.value = 0 then 'nothing_to_divide'
            when base.value < {{ var("withheld_below") }} then 'few_units'
            when base.value < {{ var("fragile_below") }} then 'small_numbers'
            else coalesce(now.status_reason, base.status_reason)
        end as status_reason
    from counted as now
    inner join counted as base using (indicator_code, territory_level, territory_code, zone)
    where base.period in ({{ var("first_period") }}, {{ var("index_base_year") }})
)

select
    judged.indicator_code,
    judged.territory_level,
    judged.territory_code,
    judged.zone,
    judged.base_period,
    judged.period,
    case when not coalesce(status.is_missing, false) then 100 * judged.count / judged.base_count end as index_value,
    judged.count,
    judged.base_count,
    coalesce(reason.obs_status, 'A') as obs_status,
    judged.status_reason
from judged
left join {{ ref("status_reason") }} as reason using (status_reason)
left join {{ ref("obs_status") }} as status on reason.obs_status = status.obs_status
