-- Local effect since 2017 in points: jobs gained or lost beyond what the territory's sectors explain, per 100 of its
-- jobs then.
{{ config(indexes=[{"columns": ["indicator_code", "period"]}]) }}

select
    'P09' as indicator_code,
    territory_level,
    territory_code,
    'all' as zone,
    period,
    local_effect as numerator,
    jobs_base as denominator,
    (local_effect / nullif(jobs_base, 0))::double precision as figure,
    null::double precision as count_base,
    null::numeric as units,
    case when obs_status = 'U' then 'A' else obs_status end as obs_status,
    coverage,
    case when obs_status in ('Q', 'O') then status_reason end as status_reason,
    null::double precision as figure_low,
    null::double precision as figure_high
from {{ ref("int_shift_share") }}
where base_period = {{ var("first_period") }} and status_reason is distinct from 'not_known'
