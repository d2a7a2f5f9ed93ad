-- Which files stand behind a measure of a year.
with told as (
    select distinct measure_code, annee, raw_table, vintage
    from {{ ref("int_measure_published") }}
    union
    select measure_code, annee, raw_table, vintage
    from {{ ref("int_figure_level") }}
    union
    select distinct measure_code, annee, raw_table, vintage
    from {{ ref("int_measure_osm") }}
    union
    select measure_code, annee, raw_table, unnest(string_to_array(vintages, ' '))
    from {{ ref("int_measure_dvf") }}
    union
    select measured.measure_code, measured.annee, file.raw_table, file.vintage
    from {{ ref("int_measure_year") }} as measured
    inner join {{ ref("measure") }} as measure
        on measured.measure_code = measure.measure_code
        and measure.origin <> 'publisher'
    cross join
        lateral unnest(
            array['sirene_etablissement', 'sirene_etablissement_historique']
            || string_to_array(concat_ws(' ', nullif(measure.needs, ''), nullif(measure.refined_by, '')), ' ')
        ) as needed (raw_table)
    inner join (
        select raw_table, max(vintage) as vintage
        from {{ ref("stg_ops__load") }}
        group by raw_table
    ) as file using (raw_table)
)

select
    told.measure_code,
    told.annee,
    string_agg(distinct told.raw_table || '@' || told.vintage, ', ' order by told.raw_table || '@' || told.vintage)
        as source_vintages,
    bool_or(load.is_simulated) as is_simulated
from told
left join {{ ref("stg_ops__load") }} as load
    on told.raw_table = load.raw_table
    and told.vintage = load.vintage
group by told.measure_code, told.annee
