-- Floor space of three years: one permit makes a year. In a department that the file covers, a commune without a permit
-- has zero; a department without any is not known and has no row here.
with carried as (
    select *
    from {{ parts_of(ref("int_figure_carried"), "raw_table", ["sdes_sitadel_locaux"]) }} as figure
),

measured as (
    select *
    from (
        values
        ('floor_productive_m2', 'floor_productive_3y_m2'),
        ('floor_recycled_m2', 'floor_recycled_3y_m2'),
        ('floor_activity_m2', 'floor_activity_3y_m2')
    ) as pair (figure_code, measure_code)
    where figure_code in (select carried.measure_code from carried)
),

span as (
    select generate_series(min(annee) + 2, max(annee)) as annee
    from carried
),

covered as (
    select distinct commune.departement_code, carried.raw_table, carried.vintage
    from carried
    inner join {{ ref("int_commune") }} as commune using (code_commune)
),

summed as (
    select
        carried.code_commune,
        period.annee,
        carried.measure_code,
        sum(carried.value) as value,
        bool_or(carried.obs_status = 'E') as is_estimated
    from carried
    cross join generate_series(carried.annee, carried.annee + 2) as period (annee)
    group by carried.code_commune, period.annee, carried.measure_code
)

select
    commune.code_commune,
    span.annee,
    measured.measure_code,
    coalesce(summed.value, 0) as value,
    case when summed.is_estimated then 'E' else 'A' end as obs_status,
    covered.raw_table,
    covered.vintage
from covered
inner join {{ ref("int_commune") }} as commune using (departement_code)
cross join span
cross join measured
left join summed
    on commune.code_commune = summed.code_commune
    and span.annee = summed.annee
    and measured.figure_code = summed.measure_code
