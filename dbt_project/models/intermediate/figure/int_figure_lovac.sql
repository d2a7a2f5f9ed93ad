-- Homes of the private stock, and those vacant for over two years, as published: s (fewer than 11 homes) is
-- suppressed, a blank or absent cell is not known.
select
    'lovac_commune' as raw_table,
    homes.vintage,
    homes.code_commune,
    left(homes.vintage, 4)::integer as cog_year,
    homes.annee,
    figure.measure_code,
    figure.value,
    {{ figure_status("figure.status") }} as obs_status
from {{ ref("stg_lovac__commune") }} as homes
cross join lateral (
    values
    ('homes_total', logements, logements_statut),
    ('homes_vacant_2y', logements_vacants_2_ans, logements_vacants_2_ans_statut)
) as figure (measure_code, value, status)
