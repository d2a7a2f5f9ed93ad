-- Private employees and the establishments that employ them, by commune of the file and set of activities. The
-- file has no zero and no mark of secrecy: a cell with one of its two counts hides the other, and suppresses
-- its sum.
with cell as (
    select
        published.*,
        published.nombre_etablissements > 0 and published.effectifs_salaries is null as hides_jobs,
        published.effectifs_salaries > 0 and published.nombre_etablissements is null as hides_employers,
        activity.is_proximity,
        activity.is_industry
    from {{ ref("stg_urssaf__commune_ape") }} as published
    left join {{ ref("naf_activity") }} as naf_activity
        on naf_activity.nomenclature = 'NAFRev2'
        and published.naf = naf_activity.naf_code
    left join {{ ref("activity") }} as activity using (activity)
    where published.annee >= {{ var("first_measure_year") }}
),

activity_set as (
    select
        cell.vintage,
        cell.code_commune,
        cell.annee,
        scope.name,
        sum(cell.effectifs_salaries) as jobs,
        sum(cell.nombre_etablissements) as employers,
        coalesce(bool_or(cell.hides_jobs), false) as hides_jobs,
        coalesce(bool_or(cell.hides_employers), false) as hides_employers
    from cell
    cross join
        lateral (
            values
            ('private', true),
            ('proximity', cell.is_proximity),
            ('industry', cell.is_industry),
            -- Employees of temporary work agencies work elsewhere.
            ('temporary', cell.naf = '78.20Z')
        ) as scope (name, takes_part)
    where scope.takes_part
    group by cell.vintage, cell.code_commune, cell.annee, scope.name
)

select
    'urssaf_commune_ape' as raw_table,
    activity_set.vintage,
    activity_set.code_commune,
    left(activity_set.vintage, 4)::integer as cog_year,
    activity_set.annee,
    case
        when activity_set.name = 'temporary' then figure.of_agencies else figure.measure || '_' || activity_set.name
    end
        as measure_code,
    case when not figure.is_hidden then coalesce(figure.value, 0) end as value,
    case when figure.is_hidden then 'Q' else 'A' end as obs_status
from activity_set
cross join lateral (
    values
    ('jobs', 'temporary_jobs', jobs, hides_jobs),
    ('employers', 'employers_temporary', employers, hides_employers)
) as figure (measure, of_agencies, value, is_hidden)
