-- The publisher's own rows of France, beside those of communes: all sectors and legal forms, latest file.
with published as (
    {%- for raw_table in ("insee_side_stock", "insee_side_creation", "insee_side_creation_unite_legale") %}
    select
        '{{ raw_table }}' as raw_table,
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
    from {{ source("insee_side", raw_table) }}
    where vintage = {{ latest_vintage(raw_table) }}
    {% if not loop.last %}union all{% endif %}
    {%- endfor %}
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
