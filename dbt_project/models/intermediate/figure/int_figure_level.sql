-- Figures that a publisher gives for larger territories itself: they hold what is secret in their communes. Only of
-- the vintage of the communes' file, whose definitions they share; a figure that is secret there too is no figure.
{% set levels = [("departement", "departement_code"), ("region", "region_code"), ("france", "'FR'")] -%}
with homes as (
    {% for level, code in levels -%}
    select
        'lovac_{{ level }}' as raw_table,
        '{{ level }}' as territory_level,
        {{ code }} as territory_code,
        vintage,
        annee,
        logements,
        logements_vacants_2_ans
    from {{ ref("stg_lovac__" ~ level) }}
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
)

select
    homes.raw_table,
    homes.vintage,
    homes.territory_level,
    homes.territory_code,
    homes.annee,
    figure.measure_code,
    figure.value
from homes
cross join
    lateral (
        values ('homes_total', homes.logements), ('homes_vacant_2y', homes.logements_vacants_2_ans)
    ) as figure (measure_code, value)
where
    figure.value is not null
    and homes.vintage = (select max(vintage) from {{ ref("stg_lovac__commune") }})
