-- Which files stand behind a measure of a year.
with used as (
    select distinct 'population' as measure_code, annee, source as raw_table, vintage
    from {{ ref("int_population") }}
    union all
    select measure_code, annee, raw_table, sirene.vintage
    from {{ ref("stg_sirene_vintage") }} as sirene
    cross join lateral generate_series({{ var("first_measure_year") }}, sirene.last_full_year) as annee
    cross join unnest(array['storefronts', 'storefront_births', 'storefront_closures']) as measure_code
    cross join unnest(array['sirene_etablissement', 'sirene_etablissement_historique']) as raw_table
)

select
    used.measure_code,
    used.annee,
    string_agg(used.raw_table || '@' || used.vintage, ', ' order by used.raw_table) as source_vintages,
    bool_or(load.is_simulated) as is_simulated
from used
left join {{ ref("stg_ops_load") }} as load
    on used.raw_table = load.raw_table
    and used.vintage = load.vintage
group by used.measure_code, used.annee
