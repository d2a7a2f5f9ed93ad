-- A negative surface is no surface: it is set aside and the permit flagged, so that sums stay those of works. A use
-- that the file has no column for is null.
{%- set usages = ["hab", "loc", "heb", "bur", "com", "art", "ind", "agr", "ent", "pub", "autr"] -%}
{%- set etats = ["avant", "creee", "issue_transfo", "demolie", "transformee"] %}

select
    type_dau,
    num_dau as permis_id,
    {{ commune_code("comm") }} as code_commune,
    dep_code as departement_code,
    etat_dau as etat_code,
    case etat_dau
        when '2' then 'autorise'
        when '4' then 'annule'
        when '5' then 'commence'
        when '6' then 'termine'
    end as etat,
    coalesce(etat_dau = '4', false) as is_cancelled,
    {{ list_date("date_reelle_autorisation") }} as date_autorisation,
    {{ list_date("date_reelle_doc") }} as date_ouverture_chantier,
    {{ list_date("date_reelle_daact") }} as date_achevement,
    destination_principale,
    superficie_terrain as superficie_terrain_m2,
    coalesce(lower(i_extension) in ('1', 'true'), false) as is_extension,
    {%- for etat in etats %}
    case when surf_com_{{ etat }} >= 0 then surf_com_{{ etat }} end as surface_commerce_{{ etat }}_m2,
    {%- endfor %}
    {%- for usage in usages if usage != "com" %}
    case when surf_{{ usage }}_creee >= 0 then surf_{{ usage }}_creee end as surface_{{ usage }}_creee_m2,
    case
        when surf_{{ usage }}_issue_transfo >= 0 then surf_{{ usage }}_issue_transfo
    end as surface_{{ usage }}_issue_transfo_m2,
    {%- endfor %}
    coalesce(least(
        {%- for usage in usages %}
        {%- for etat in etats %}
        surf_{{ usage }}_{{ etat }}{{ "," if not (loop.last and usage == usages[-1]) }}
        {%- endfor %}
        {%- endfor %}
    ) < 0, false) as has_negative_surface,
    vintage
from {{ source("sdes_sitadel", "sdes_sitadel_locaux") }}
where vintage = {{ latest_vintage("sdes_sitadel_locaux") }}
