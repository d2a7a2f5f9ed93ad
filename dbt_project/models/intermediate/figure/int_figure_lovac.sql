-- Homes of the private stock, and those vacant for over two years, as published: s is suppressed, a blank or absent
-- cell is not known. What s may hide of long vacancy: at least one home, as zero is printed, and fewer than 11; where
-- all vacant homes are told it may also hide what would give the few others away, and is below them. A total of homes
-- has no bounds.
select
    'lovac_commune' as raw_table,
    homes.vintage,
    homes.code_commune,
    left(homes.vintage, 4)::integer as cog_year,
    homes.annee,
    figure.measure_code,
    figure.value,
    {{ figure_status("figure.status") }} as obs_status,
    case when figure.status = 'suppressed' then figure.value_low end as value_low,
    case when figure.status = 'suppressed' then figure.value_high end as value_high
from {{ ref("stg_lovac__commune") }} as homes
cross join lateral (
    values
    ('homes_total', logements, logements_statut, null, null),
    (
        'homes_vacant_2y',
        logements_vacants_2_ans,
        logements_vacants_2_ans_statut,
        1,
        case
            when logements_vacants_statut <> 'missing'
                then greatest(logements_vacants - 1, {{ var("lovac_secret_below") }} - 1)
        end
    )
) as figure (measure_code, value, status, value_low, value_high)
