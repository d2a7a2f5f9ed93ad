-- The publisher's own rows of France, beside those of communes. Sizes and legal forms are left to their totals.
with published as (
    {%- for raw_table in ("insee_flores_a5", "insee_flores_a17") %}
    select
        '{{ raw_table }}' as raw_table,
        geo,
        geo_object,
        activity,
        number_empl,
        legal_form_with_public,
        flores_measure,
        time_period,
        conf_status,
        obs_status,
        obs_value,
        vintage
    from {{ source("insee_flores", raw_table) }}
    {% if not loop.last %}union all{% endif %}
    {%- endfor %}
)

select
    raw_table,
    {{ melodi_code() }} as territory_code,
    time_period::integer as annee,
    flores_measure as mesure,
    {{ melodi_value() }} as valeur,
    vintage
from published
where
    geo_object = 'FRANCE'
    and activity = '_T'
    and legal_form_with_public = '1T9X7'
    and coalesce(number_empl, '_T') = '_T'
