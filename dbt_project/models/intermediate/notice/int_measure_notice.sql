-- Measures from BODACC's notices and the legal units they are held against. Every commune has a row, zero included, in
-- each year that a family of notices covers whole: the last one only when it reaches the end of December.
with family as (
    select 'bodacc_vente' as raw_table, min(annee) as first_year, max(sold_on) as last_day
    from {{ ref("int_business_sale") }}
    union all
    select 'bodacc_collective', min(annee), max(opened_on)
    from {{ ref("int_insolvency") }}
),

covered as (
    select raw_table, first_year, annee
    from family
    cross join lateral generate_series(
        first_year, extract(year from last_day + {{ var("notice_days_off") }})::integer - 1
    ) as annee
),

counted as (
    select code_commune, annee, 'business_sales' as measure_code, count(*) as value
    from {{ ref("int_business_sale") }}
    group by code_commune, annee
    union all
    select sale.code_commune, year.annee, 'business_sales_priced_3y', count(*)
    from {{ ref("int_business_sale") }} as sale
    cross join lateral generate_series(sale.annee, sale.annee + 2) as year (annee)
    where sale.price is not null
    group by sale.code_commune, year.annee
    union all
    select code_commune, annee, 'insolvencies_proximity', count(*)
    from {{ ref("int_insolvency") }}
    where is_proximity
    group by code_commune, annee
    union all
    select code_commune, annee, 'proximity_units', units
    from {{ ref("int_proximity_unit") }}
),

expected as (
    select covered.annee, measured.measure_code, covered.raw_table, covered.annee::text as vintage
    from covered
    inner join (
        values
        ('bodacc_vente', 'business_sales', 0),
        ('bodacc_vente', 'business_sales_priced_3y', 2),
        ('bodacc_collective', 'insolvencies_proximity', 0)
    ) as measured (raw_table, measure_code, years_after)
        on covered.raw_table = measured.raw_table
        and covered.annee >= covered.first_year + measured.years_after
    union all
    select distinct unit.annee, 'proximity_units', 'sirene_unite_legale_historique', told.vintage
    from {{ ref("int_proximity_unit") }} as unit
    cross join {{ ref("stg_sirene__unit_vintage") }} as told
)

select
    commune.code_commune,
    expected.annee,
    expected.measure_code,
    coalesce(counted.value, 0)::numeric as value,
    'A' as obs_status,
    expected.raw_table,
    expected.vintage
from expected
cross join {{ ref("int_commune") }} as commune
left join counted using (code_commune, annee, measure_code)
