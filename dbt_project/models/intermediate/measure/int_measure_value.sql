-- Measures as readers may see them: a figure that is withheld for the few who answer for it, or to protect such a one
-- (int_measure_reason), adds to larger ones and is not shown; none at all is a plain zero. One year of a measure at a
-- time, each in the order of its key (ADR 27). Each figure's status is the one of its reason (seed status_reason): said
-- here, as a join would look it up for each row; a claim on fct_measure holds both together.
{{ config(meta={"part": "measure_code"}, materialized="view") }}

with known as (
    select measure_code, annee
    from {{ ref("int_measure_year") }}
    union
    select measure_code, annee
    from {{ ref("int_figure_level") }}
    order by measure_code, annee
),

judged as (
    select
        known.measure_code,
        known.annee as period,
        one.territory_level,
        one.territory_code,
        one.zone,
        one.value,
        one.coverage,
        one.status_reason,
        case
            when one.status_reason in ('few_units', 'secondary') then 'Q'
            when one.status_reason = 'wide_interval' then 'U'
            else one.obs_status
        end as obs_status
    from known
    cross join
        lateral (
            select
                held.territory_level,
                held.territory_code,
                held.zone,
                held.value,
                held.coverage,
                held.obs_status,
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
                on reason.measure_code = known.measure_code
                and reason.period = known.annee
                and held.territory_level = reason.territory_level
                and held.territory_code = reason.territory_code
                and held.zone = reason.zone
            where held.measure_code = known.measure_code and held.period = known.annee
            order by held.territory_code, held.territory_level, held.zone
        ) as one
)

select
    territory_level,
    territory_code,
    zone,
    period,
    measure_code,
    case when obs_status <> 'Q' then value end as value,
    obs_status,
    coverage,
    status_reason
from judged
