-- Events of each town over the last 1, 3 and 12 months, beside the sum of the same months in every earlier year that is
-- covered whole since the pulse began. Grain: town × event × month × length.
{{ config(indexes=[{"columns": ["baseline_events", "baseline_years"]}]) }}

with summed as (
    select
        pulse.code_commune,
        pulse.event,
        pulse.month,
        length.months,
        sum(pulse.events) over longest as events,
        count(*) over longest as covered,
        bool_or(pulse.is_provisional) over longest as is_provisional
    from {{ ref("int_pulse") }} as pulse
    cross join (values (1)) as length (months)
    where pulse.zone = 'all'
    window
        longest as (
            partition by pulse.code_commune, pulse.event order by pulse.month rows between 0 preceding and current row
        )
    {% for months in [3, 12] -%}
    union all
    select
        code_commune,
        event,
        month,
        {{ months }},
        sum(events) over longest,
        count(*) over longest,
        bool_or(is_provisional) over longest
    from {{ ref("int_pulse") }}
    where zone = 'all'
    window
        longest as (
            partition by code_commune, event order by month rows between {{ months - 1 }} preceding and current row
        )
    {% endfor -%}
)

select
    code_commune,
    event,
    month,
    months,
    events::integer as events,
    is_provisional,
    (sum(events) over earlier)::integer as baseline_events,
    (count(*) over earlier)::integer as baseline_years,
    extract(year from min(month) over earlier)::integer as baseline_first_year,
    extract(year from max(month) over earlier)::integer as baseline_last_year
from summed
where covered = months
window earlier as (
    partition by code_commune, event, months, extract(month from month)
    order by month
    rows between unbounded preceding and 1 preceding
)
