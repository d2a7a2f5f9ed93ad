-- Every figure of the towns in scope, known or not, with what became of it since the base year: what they are compared
-- on. A table of its own, as each comparison reads it.
{{ config(
    meta={"part": "indicator_code"},
    indexes=[{"columns": ["indicator_code", "period", "zone", "code_commune"], "unique": true}]
) }}

with figure as (
    select
        figure.indicator_code,
        figure.territory_code as code_commune,
        figure.zone,
        figure.period,
        figure.value,
        figure.obs_status,
        figure.status_reason,
        figure.is_break,
        figure.is_provisional,
        figure.is_simulated
    from {{ public_figures() }} as figure
    inner join {{ ref("int_commune_status") }} as status
        on figure.territory_level = 'commune'
        and figure.territory_code = status.code_commune
    where status.is_in_scope
),

based as (
    select
        figure.*,
        max(value) filter (where period = {{ var("index_base_year") }}) over town_series as base_value,
        coalesce(
            bool_or(is_break) filter (where period > {{ var("index_base_year") }}) over (
                partition by indicator_code, code_commune, zone
                order by period
            ), false
        ) as is_across_break
    from figure
    window town_series as (partition by indicator_code, code_commune, zone)
)

select
    based.indicator_code,
    based.code_commune,
    based.zone,
    based.period,
    based.value,
    based.obs_status,
    based.status_reason,
    case
        when based.period < {{ var("index_base_year") }} then null
        when unit.change = 'absolute' then based.value - based.base_value
        when unit.change = 'relative' and based.base_value > 0 then 100 * (based.value / based.base_value - 1)
    end as change_since_base,
    based.is_break,
    based.is_across_break,
    based.is_provisional,
    based.is_simulated
from based
inner join {{ ref("indicator") }} using (indicator_code)
left join {{ ref("unit") }} as unit using (unit)
