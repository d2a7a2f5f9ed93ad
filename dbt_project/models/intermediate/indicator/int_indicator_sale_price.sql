-- Median price of businesses sold over three years (T04), from the sales themselves at each level above the commune;
-- null, with its reason, where fewer than `sale_prices_from` tell a price.
with year as (
    select distinct annee as period
    from {{ ref("int_measure_notice") }}
    where measure_code = 'business_sales_priced_3y'
),

priced as (
    select
        membership.territory_level,
        membership.territory_code,
        year.period,
        count(*) as prices,
        percentile_cont(0.5) within group (order by sale.price) as median
    from year
    inner join {{ ref("int_business_sale") }} as sale on sale.annee between year.period - 2 and year.period
    inner join {{ ref("int_territory_membership") }} as membership using (code_commune)
    where sale.price is not null and membership.territory_level <> 'commune'
    group by membership.territory_level, membership.territory_code, year.period
)

select
    'T04' as indicator_code,
    size.territory_level,
    size.territory_code,
    'all' as zone,
    year.period,
    coalesce(priced.prices, 0) as numerator,
    null::bigint as denominator,
    case when priced.prices >= {{ var("sale_prices_from") }} then priced.median end as figure,
    case when priced.prices >= {{ var("sale_prices_from") }} then priced.prices end as count_base,
    null::numeric as units,
    'A' as obs_status,
    1 as coverage,
    case when priced.prices >= {{ var("sale_prices_from") }} then null else 'too_few_prices' end as status_reason,
    null::double precision as figure_low,
    null::double precision as figure_high
from year
cross join {{ ref("int_territory_town") }} as size
left join priced using (territory_level, territory_code, period)
where size.territory_level <> 'commune'
