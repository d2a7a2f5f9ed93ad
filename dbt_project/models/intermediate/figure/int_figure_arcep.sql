-- Premises and those that fibre reaches, at the last quarter loaded of each year: of the current one it is the newest.
-- A count that is not told is not known.
with last_quarter as (
    select annee, max(vintage) as vintage
    from {{ ref("stg_arcep__commune_techno") }}
    group by annee
)

select
    'arcep_commune_techno' as raw_table,
    premises.vintage,
    premises.code_commune,
    premises.annee as cog_year,
    premises.annee,
    figure.measure_code,
    figure.value::numeric as value,
    case when figure.value is null then 'O' else 'A' end as obs_status
from {{ ref("stg_arcep__commune_techno") }} as premises
inner join last_quarter using (annee, vintage)
cross join lateral (
    values ('premises', premises.locaux), ('premises_ftth', premises.locaux_ftth)
) as figure (measure_code, value)
