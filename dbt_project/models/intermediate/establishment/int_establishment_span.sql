-- Grain: one stretch of days during which an establishment is open under one activity. Stocks, flows, survival
-- and addresses are all counted from these stretches, so that they agree with one another by construction.
-- A day counts when an open period (A) covers it, bounds included, and the creation has come; periods of one
-- SIRET that overlap are cut, the earlier one first. One sort by SIRET serves every window.
{% set window_year = var("first_measure_year") ~ " - 1" %}
{% set window_start = "make_date(" ~ window_year ~ ", 12, 31)" %}
{% set address_year = var("first_period") ~ " - " ~ var("address_years") %}
{% set history_start = "make_date(least(" ~ window_year ~ ", " ~ address_year ~ "), 12, 31)" %}

with period as (
    select
        etablissement.siret,
        etablissement.code_commune,
        etablissement.weight,
        etablissement.is_sole_trader,
        etablissement.unit_creation_year,
        etablissement.date_creation,
        etablissement.jour_creation,
        coalesce(naf_activity.activity, 'other') as activity,
        trade.trade,
        periode.etat_administratif as state,
        periode.caractere_employeur = 'O' as is_employer,
        periode.jour_debut,
        periode.jour_fin
    from {{ ref("stg_sirene__periode") }} as periode
    inner join {{ ref("int_establishment") }} as etablissement using (siret)
    left join {{ ref("naf_activity") }} as naf_activity
        on periode.naf = naf_activity.naf_code
        and periode.nomenclature_activite = naf_activity.nomenclature
    left join {{ ref("trade") }} as trade
        on periode.naf = trade.naf_code
        and periode.nomenclature_activite = trade.nomenclature
    where periode.jour_fin >= {{ history_start }}
),

followed as (
    select
        *,
        lag(state) over history as previous_state,
        lead(state) over history as next_state,
        max(case when state = 'A' then jour_fin end) over (
            history rows between unbounded preceding and 1 preceding
        ) as open_until
    from period
    window history as (partition by siret, code_commune order by jour_debut, jour_fin)
),

stretch as (
    select
        *,
        greatest(jour_debut, jour_creation, open_until + 1) as first_day,
        jour_fin as last_day
    from followed
    where
        state = 'A'
        and greatest(jour_debut, jour_creation, open_until + 1) <= jour_fin
),

neighboured as (
    select
        *,
        lag(last_day) over history as previous_last_day,
        lead(first_day) over history as next_first_day,
        lag(activity) over history as activity_before,
        lead(activity) over history as activity_after
    from stretch
    window history as (partition by siret, code_commune order by jour_debut, jour_fin)
),

named as (
    select
        *,
        case
            when previous_last_day + 1 = first_day then 'continued'
            when first_day <= {{ window_start }} then 'earlier'
            when previous_state = 'F' then 'reopening'
            when previous_last_day is null and date_creation >= {{ window_start }} then 'birth'
            else 'unknown'
        end as entered_by,
        case
            when last_day >= date '9999-12-30' then 'open'
            when next_first_day = last_day + 1 then 'continued'
            when next_state = 'F' then 'closure'
            else 'unknown'
        end as left_by
    from neighboured
)

select
    siret,
    code_commune,
    weight,
    activity,
    trade,
    first_day,
    last_day,
    entered_by,
    left_by,
    case when entered_by = 'continued' then activity_before end as activity_before,
    case when left_by = 'continued' then activity_after end as activity_after,
    min(case when left_by <> 'continued' then last_day end) over (
        partition by siret, code_commune
        order by jour_debut, jour_fin
        rows between current row and unbounded following
    ) as open_without_break_until,
    is_employer,
    is_sole_trader,
    unit_creation_year
from named
