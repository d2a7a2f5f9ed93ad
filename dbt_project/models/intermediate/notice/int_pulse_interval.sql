-- What 95 % of the towns that go on as before would show, by the events of the earlier years and their number. A
-- Poisson mean known from k years and S events (Jeffreys) makes a negative binomial with S + 1/2 and k / (k + 1):
-- exact quantiles; its normal approximation above `pulse_exact_up_to` events.
with baseline as (
    select distinct baseline_events as s, baseline_years as k
    from {{ ref("int_pulse_window") }}
    where baseline_years > 0
),

term as (
    select
        s,
        k,
        x,
        sum(
            case
                when x = 0 then (s + 0.5) * ln(k / (k + 1.0))
                else ln((s + x - 0.5) / x / (k + 1.0))
            end::double precision
        ) over (partition by s, k order by x) as log_chance
    from baseline
    cross join
        lateral generate_series(0, ceil(1.0 * s / k + 10 * sqrt((s + 1.0) / k * (1 + 1.0 / k)) + 20)::integer) as x
    where s <= {{ var("pulse_exact_up_to") }}
),

cumulated as (
    select s, k, x, sum(exp(log_chance)) over (partition by s, k order by x) as chance
    from term
)

select
    s as baseline_events,
    k as baseline_years,
    min(x) filter (where chance >= 0.025) as low,
    min(x) filter (where chance >= 0.975) as high,
    true as is_exact
from cumulated
group by s, k
union all
select
    s,
    k,
    greatest(floor((s + 0.5) / k - 1.959963984540054 * sqrt((s + 0.5) / k * (1 + 1.0 / k))), 0)::integer,
    ceil((s + 0.5) / k + 1.959963984540054 * sqrt((s + 0.5) / k * (1 + 1.0 / k)))::integer,
    false
from baseline
where s > {{ var("pulse_exact_up_to") }}
