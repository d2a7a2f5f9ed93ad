-- Floor space of the permits granted in a year and not cancelled since, m²: industry, craft and warehouses created;
-- premises of activity (shops, offices, hotels, and those three) created, and made from another use. Whole years
-- only. A file that does not tell a use by itself (AUTR in its place) tells no sum; craft, which left the file in
-- 2026, is with industry there.
{% set production, others = ["ind", "art", "ent"], ["commerce", "bur", "heb"] -%}
with permit as (
    select *, extract(year from date_autorisation)::integer as annee
    from {{ ref("stg_sdes_sitadel__permis_local") }}
),

told as (
    select
        coalesce(bool_or(surface_ind_creee_m2 is not null), false)
        and coalesce(bool_or(surface_ent_creee_m2 is not null), false) as is_production_told,
        coalesce(bool_or(surface_bur_creee_m2 is not null), false)
        and coalesce(bool_or(surface_heb_creee_m2 is not null), false) as is_rest_told
    from permit
),

added as (
    select
        vintage,
        code_commune,
        annee,
        {% for usage in production -%}
        coalesce(sum(surface_{{ usage }}_creee_m2), 0){{ " +" if not loop.last }}
        {% endfor -%}
            as productive,
        {% for usage in production + others -%}
        coalesce(sum(surface_{{ usage }}_creee_m2), 0){{ " +" if not loop.last }}
        {% endfor -%}
            as created,
        {% for usage in production + others -%}
        coalesce(sum(surface_{{ usage }}_issue_transfo_m2), 0){{ " +" if not loop.last }}
        {% endfor -%}
            as recycled
    from permit
    where
        not is_cancelled
        and code_commune is not null
        and annee between 2013 and left(vintage, 4)::integer - case when vintage like '%-12' then 0 else 1 end
    group by vintage, code_commune, annee
)

select
    'sdes_sitadel_locaux' as raw_table,
    added.vintage,
    added.code_commune,
    added.annee as cog_year,
    added.annee,
    figure.measure_code,
    figure.value,
    'A' as obs_status
from added
cross join told
cross join
    lateral (
        values
        ('floor_productive_m2', added.productive, told.is_production_told),
        ('floor_recycled_m2', added.recycled, told.is_production_told and told.is_rest_told),
        ('floor_activity_m2', added.created + added.recycled, told.is_production_told and told.is_rest_told)
    ) as figure (measure_code, value, is_told)
where figure.is_told
