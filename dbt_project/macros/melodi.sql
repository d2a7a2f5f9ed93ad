{# Code of a territory in a Melodi file, plain (05066) or with its geography (2026-COM-05066). #}
{% macro melodi_code(column="geo") -%}
    regexp_replace({{ column }}, '^\d{4}-[A-Z0-9]+-', '')
{%- endmacro %}


{# Value of a Melodi observation. Null when confidential (CONF_STATUS C), even where a number stands, and when the
   commune merged (OBS_STATUS K): its figure is in another commune's and would count twice. #}
{% macro melodi_value() -%}
    case
        when coalesce(conf_status, 'F') <> 'C' and coalesce(obs_status, 'A') <> 'K'
            then {{ published_number("obs_value") }}
    end
{%- endmacro %}


{# published, suppressed (confidential, or marked so), or missing (none, or in another commune's figure). #}
{% macro melodi_status() -%}
    case
        when conf_status = 'C' or obs_value in ('s', 'c', 'NC', '[ND]') then 'suppressed'
        when obs_status = 'K' then 'missing'
        else {{ published_status("obs_value") }}
    end
{%- endmacro %}

{# FLORES figures of one raw table; A5 and A17 differ by their sectors only. #}
{% macro flores_figures(raw_table) %}
-- The size and the legal form cut the same figures: only their totals are kept, sectors beside their own total.
select
    {{ melodi_code() }} as code_commune,
    geo_object as type_commune,
    time_period::integer as annee,
    activity as secteur,
    activity = '_T' as is_total,
    flores_measure as mesure,
    {{ melodi_value() }} as valeur,
    {{ melodi_status() }} as statut,
    vintage
from {{ source("insee_flores", raw_table) }}
where
    geo_object in ('COM', 'ARM')
    and legal_form_with_public = '1T9X7'
    and coalesce(number_empl, '_T') = '_T'
{% endmacro %}

{# SIDE figures of one raw table; stocks and creations have the same columns. #}
{% macro side_figures(raw_table) %}
-- Zero cells are left out by the publisher: an absent row of a published commune and year is a zero.
select
    {{ melodi_code() }} as code_commune,
    geo_object as type_commune,
    time_period::integer as annee,
    activity as secteur,
    coalesce(legal_form, '_T') as forme_juridique,
    activity = '_T' as is_total,
    side_measure as mesure,
    {{ melodi_value() }} as valeur,
    {{ melodi_status() }} as statut,
    vintage
from {{ source("insee_side", raw_table) }}
where vintage = {{ latest_vintage(raw_table) }} and geo_object in ('COM', 'ARM')
{% endmacro %}
