-- Every staged notice of a sale or an opening is in one sale or opening, or said to be none; the pulse counts in each
-- town and covered month those that were first announced then.
with covered as (
    select code_commune, month, event, events
    from {{ ref("fct_pulse") }}
    where zone = 'all' and event in ('business_sale', 'insolvency')
),

first_notice as (
    select 'business_sale' as event, notice.code_commune, date_trunc('month', staged.date_parution)::date as month
    from {{ ref("stg_bodacc__vente") }} as staged
    inner join {{ ref("int_sale_notice") }} as notice using (id)
    where notice.kind = 'sale' and notice.is_first
    union all
    select 'insolvency', opening.code_commune, date_trunc('month', staged.date_parution)::date
    from {{ ref("stg_bodacc__collective") }} as staged
    inner join {{ ref("int_insolvency") }} as opening on staged.id = opening.opening_id
),

counted as (
    select event, code_commune, month, count(*) as notices
    from first_notice
    group by event, code_commune, month
)

select event, code_commune, month, events, coalesce(notices, 0) as notices
from covered
left join counted using (event, code_commune, month)
where events <> coalesce(notices, 0)
union all
select 'staged sales', null, null, staged.notices, told.notices as explained
from (select count(*) as notices from {{ ref("stg_bodacc__vente") }}) as staged
cross join (
    select
        (select coalesce(sum(notices), 0) from {{ ref("int_business_sale") }})
        + (select count(*) from {{ ref("int_sale_notice") }} where kind <> 'sale') as notices
) as told
where staged.notices <> told.notices
union all
select 'staged openings', null, null, staged.notices, told.notices as explained
from (
    select count(*) as notices
    from {{ ref("stg_bodacc__collective") }}
    where is_opening and nature_jugement !~* 'conver[st]'
) as staged
cross join (select coalesce(sum(notices), 0) as notices from {{ ref("int_insolvency") }}) as told
where staged.notices <> told.notices
