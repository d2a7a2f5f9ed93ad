-- Surface of the brownfield sites of each year's inventory, m²: without a project, reused, and all that were verified
-- (a "friche potentielle" is a candidate that nobody went to see). A site without a surface adds nothing.
with added as (
    select
        vintage,
        annee,
        code_commune,
        coalesce(sum(surface_m2) filter (where statut = 'friche sans projet'), 0) as without_project,
        coalesce(sum(surface_m2) filter (where statut = 'friche reconvertie'), 0) as reused,
        coalesce(sum(surface_m2) filter (where is_verified), 0) as verified
    from {{ ref("stg_cerema_cartofriches__friche") }}
    where code_commune is not null
    group by vintage, annee, code_commune
)

select
    'cerema_cartofriches_site' as raw_table,
    added.vintage,
    added.code_commune,
    added.annee as cog_year,
    added.annee,
    figure.measure_code,
    figure.value,
    'A' as obs_status
from added
cross join lateral (
    values
    ('brownfield_without_project_m2', without_project),
    ('brownfield_reused_m2', reused),
    ('brownfield_verified_m2', verified)
) as figure (measure_code, value)
