-- Each publisher's total beside what this build reads. Compared only where it can be: the vintage it was published for
-- is loaded, is real and is whole. A file's rows are those that its load read.
{{ config(materialized="view") }}

with word (reason, reason_en, reason_fr) as (
    values
    ('compared', 'compared', 'comparé'),
    ('not_loaded', 'its vintage is not loaded', 'millésime non chargé'),
    ('simulated', 'the file is simulated', 'fichier simulé'),
    ('no_figure', 'the build reads no such figure of this file', 'chiffre non lu dans ce fichier'),
    ('partial', 'a part of the file only', 'fichier partiel')
),

paired as (
    select
        control.*,
        load.vintage as vintage_in_use,
        coalesce(figure.value, load.rows_of_file) as ours,
        case
            when load.vintage is null then 'not_loaded'
            when load.is_simulated then 'simulated'
            when figure.value is null and load.rows_of_file is null then 'no_figure'
            when coalesce(figure.units, load.rows_of_file) < {{ var("partial_below") }} * control.units then 'partial'
            else 'compared'
        end as reason
    from {{ ref("control_total") }} as control
    left join lateral (
        select
            standing.vintage,
            standing.is_simulated,
            case when (control.level, control.measure) = ('file', 'rows') then standing.rows_read end as rows_of_file
        from {{ ref("stg_ops__load") }} as standing
        where standing.raw_table = control.raw_table and starts_with(standing.vintage, coalesce(control.vintage, ''))
        order by standing.vintage desc
        limit 1
    ) as load on true
    left join {{ ref("int_control_figure") }} as figure
        on
        figure.raw_table = control.raw_table
        and figure.vintage = load.vintage
        and figure.level = control.level
        and figure.territory_code = control.territory_code
        and figure.measure = control.measure
        and figure.year is not distinct from control.year
)

select
    paired.source,
    paired.raw_table,
    coalesce(paired.vintage_in_use, paired.vintage, '') as vintage,
    paired.level,
    paired.territory_code,
    paired.measure,
    paired.year,
    paired.label_en,
    paired.label_fr,
    paired.ours,
    paired.value as theirs,
    case when paired.reason = 'compared' then paired.ours - paired.value end as difference,
    paired.tolerance,
    paired.reason = 'compared' as is_compared,
    case
        when paired.reason = 'compared' then abs(paired.ours - paired.value) <= paired.tolerance
    end as is_within_tolerance,
    paired.reason,
    word.reason_en,
    word.reason_fr,
    paired.published_in
from paired
inner join word using (reason)
