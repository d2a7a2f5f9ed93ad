-- The publisher's own rows of France, beside those of communes: all sectors and legal forms, latest file.
with published as (
    select
        'insee_side_stock' as raw_table,
        geo,
        geo_object,
        activity,
        legal_form,
        side_measure,
        time_period,
        conf_status,
        obs_status,
        obs_value,
        vintage
    from {{ source("insee_side", "insee_side_stock") }}
    where vintage = {{ latest_vintage("insee_side_stock") }}
    union all
    select
        'insee_side_creation',
        geo,
        geo_object,
        activity,
        legal_form,
        side_measure,
        time_period,
        conf_status,
        obs_status,
        obs_value,
        vintage
    from {{ source("insee_side", "insee_side_creation") }}
    where vintage = {{ latest_vintage("insee_side_creation") }}
)

select
    raw_table,
    {{ melodi_code() }} as territory_code,
    time_period::integer as annee,
    side_measure as mesure,
    {{ melodi_value() }} as valeur,
    vintage
from published
where geo_object = 'FRANCE' and activity = '_T' and coalesce(legal_form, '_T') = '_T'
