-- Months that the source of each kind of event covers whole, and which of them late declarations may still change.
with reached as (
    select
        'sirene' as source,
        null as departement_code,
        date '{{ var("pulse_first_month") }}' as first_day,
        ({{ day_after_month("vintage") }})::date - 1 as last_day
    from {{ ref("stg_sirene__vintage") }}
    union all
    select 'bodacc_vente', null, min(date_parution), max(date_parution) + {{ var("notice_days_off") }}
    from {{ ref("int_sale_notice") }}
    union all
    select 'bodacc_collective', null, min(opened_on), max(opened_on) + {{ var("notice_days_off") }}
    from {{ ref("int_insolvency") }}
    union all
    select
        'dvf',
        commune.departement_code,
        min(mutation.date_mutation),
        max(max(mutation.date_mutation)) over () + {{ var("notice_days_off") }}
    from {{ ref("stg_dvf__mutation") }} as mutation
    inner join {{ ref("int_commune") }} as commune using (code_commune)
    group by commune.departement_code
),

told as (
    select source, departement_code, event, provisional_months, first_day, last_day
    from reached
    inner join {{ ref("pulse_event") }} using (source)
)

select
    told.event,
    told.departement_code,
    month::date as month,
    (month + (told.provisional_months + 1) * interval '1 month')::date > told.last_day + 1 as is_provisional
from told
cross join
    lateral generate_series(
        greatest(date_trunc('year', told.first_day), date '{{ var("pulse_first_month") }}'),
        date_trunc('month', told.last_day + 1) - interval '1 month',
        interval '1 month'
    ) as month
where told.last_day is not null
