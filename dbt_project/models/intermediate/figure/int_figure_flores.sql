-- Jobs and employing establishments of seventeen sectors, all and those of the productive sphere (seed
-- `productive_sector`). The publisher leaves zero cells out; a sector that is secret hides its sphere. Each year is
-- read from its newest file.
with newest as (
    select annee, max(vintage) as vintage
    from {{ ref("stg_insee_flores__a17") }}
    group by annee
),

cell as (
    select published.*, sector.secteur is not null as is_productive
    from {{ ref("stg_insee_flores__a17") }} as published
    inner join newest using (annee, vintage)
    left join {{ ref("productive_sector") }} as sector using (secteur)
    where published.type_commune = 'COM'
)

select
    'insee_flores_a17' as raw_table,
    vintage,
    code_commune,
    vintage::integer + 2 as cog_year,
    annee,
    case mesure when 'EMPL3112' then scope.jobs else scope.employers end as measure_code,
    case
        when not coalesce(bool_or(statut <> 'published') filter (where scope.takes_part), false)
            then coalesce(sum(valeur) filter (where scope.takes_part), 0)
    end as value,
    case when bool_or(statut <> 'published') filter (where scope.takes_part) then 'Q' else 'A' end as obs_status
from cell
cross join
    lateral (
        values
        ('flores_jobs', 'flores_employers', cell.is_total),
        ('flores_jobs_productive', 'flores_employers_productive', cell.is_productive)
    ) as scope (jobs, employers, takes_part)
where cell.mesure in ('EMPL3112', 'UNIT_LOC')
group by vintage, code_commune, annee, mesure, scope.jobs, scope.employers
