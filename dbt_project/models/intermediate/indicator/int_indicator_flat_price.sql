-- Median price of a m² of flat over three years, from the sales themselves at each level: a median of medians is none.
-- Below `flat_sales_minimum` sales it is withheld; without any it cannot exist.
{{ config(indexes=[{"columns": ["indicator_code", "period"]}]) }}

with sold as (
    select
        membership.territory_level,
        membership.territory_code,
        place.zone,
        period.annee as period,
        percentile_cont(0.5) within group (order by figure.price_m2) as median
    from {{ ref("int_figure_dvf") }} as figure
    cross join lateral generate_series(figure.annee, figure.annee + 2) as period (annee)
    cross join lateral (values ('all'), (figure.zone)) as place (zone)
    inner join {{ parts_of(ref("int_measure"), "measure_code", ["flat_sales_3y"]) }} as covered
        on period.annee = covered.annee
        and place.zone = covered.zone
        and figure.code_commune = covered.code_commune
    inner join {{ ref("int_territory_membership") }} as membership on figure.code_commune = membership.code_commune
    where figure.price_m2 is not null
    group by membership.territory_level, membership.territory_code, place.zone, period.annee
)

select
    'A02' as indicator_code,
    counted.territory_level,
    counted.territory_code,
    counted.zone,
    counted.period,
    null::double precision as numerator,
    counted.value as denominator,
    case when counted.value >= {{ var("flat_sales_minimum") }} then sold.median end as figure,
    null::double precision as count_base,
    null::numeric as units,
    counted.obs_status,
    counted.coverage,
    case when counted.value > 0 and counted.value < {{ var("flat_sales_minimum") }} then 'few_sales' end
        as status_reason,
    null::double precision as figure_low,
    null::double precision as figure_high
from {{ parts_of(ref("int_territory_measure"), "measure_code", ["flat_sales_3y"]) }} as counted
left join sold using (territory_level, territory_code, zone, period)
where counted.zone <> 'unlocated'
