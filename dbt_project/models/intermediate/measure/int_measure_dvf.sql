-- Sales of business premises of the year, and of flats of three years, by commune and zone. In a department that the
-- files tell of in each of these years, what was not sold is a true zero; elsewhere there is no row. `vintages`: of
-- the files.
with counted as (
    select *
    from (values ('business_premises_sales', 1), ('flat_sales_3y', 3)) as listed (measure_code, years)
),

covered as (
    select
        cover.departement_code,
        counted.measure_code,
        period.annee,
        string_agg(distinct cover.vintage, ' ' order by cover.vintage) as vintages
    from {{ ref("int_sale_cover") }} as cover
    cross join counted
    cross join lateral generate_series(cover.annee, cover.annee + counted.years - 1) as period (annee)
    group by cover.departement_code, counted.measure_code, counted.years, period.annee
    having count(distinct cover.annee) = counted.years
),

place as (
    select code_commune, departement_code, 'all' as zone
    from {{ ref("int_commune") }}
    union all
    select town.code_commune, commune.departement_code, zone
    from {{ ref("stg_centre__perimeter") }} as town
    inner join {{ ref("int_commune") }} as commune using (code_commune)
    cross join unnest(array['centre', 'rest', 'unlocated']) as zone
),

sold as (
    select
        figure.code_commune,
        place.zone,
        period.annee,
        counted.measure_code,
        count(*) as sales,
        bool_or(figure.is_shared) as is_shared
    from {{ ref("int_figure_dvf") }} as figure
    inner join counted
        on case counted.measure_code
            when 'flat_sales_3y' then figure.price_m2 is not null else figure.is_of_premises
        end
    cross join lateral generate_series(figure.annee, figure.annee + counted.years - 1) as period (annee)
    cross join lateral (values ('all'), (figure.zone)) as place (zone)
    where place.zone is not null
    group by figure.code_commune, place.zone, period.annee, counted.measure_code
)

select
    place.code_commune,
    place.zone,
    covered.annee,
    covered.measure_code,
    coalesce(sold.sales, 0)::numeric as value,
    case when sold.is_shared then 'E' else 'A' end as obs_status,
    'dvf_ligne' as raw_table,
    covered.vintages
from covered
inner join place using (departement_code)
left join sold using (code_commune, zone, annee, measure_code)
