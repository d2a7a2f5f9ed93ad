{# JSON of a text, null when it is not JSON. #}
{% macro json_or_null(text) -%}
    (case when pg_input_is_valid({{ text }}, 'jsonb') then {{ text }}::jsonb end)
{%- endmacro %}


{# Distinct texts under a key at any depth, sorted, as an array: `personne` is an object or a list. #}
{% macro values_of(document, key) -%}
    array(
        select distinct found #>> '{}'
        from jsonb_path_query({{ document }}, 'strict $.**.{{ key }}') as found
        where jsonb_typeof(found) in ('string', 'number')
        order by 1
    )
{%- endmacro %}


{# First text under a key at any depth, or null: for what a notice says once. #}
{% macro first_value_of(document, key) -%}
    jsonb_path_query_first({{ document }}, 'strict $.**.{{ key }}') #>> '{}'
{%- endmacro %}


{# Distinct SIREN written in a text, spaced or not, sorted, as an array. #}
{% macro sirens_in(text) -%}
    array(
        select distinct regexp_replace(found[1], '\D', '', 'g')
        from regexp_matches({{ text }}, '(?<!\d)(\d{3}[\s\u00a0\u202f]?\d{3}[\s\u00a0\u202f]?\d{3})(?!\d)', 'g') as found
        order by 1
    )
{%- endmacro %}


{# Of the notices of a table those in force, one row per id: neither an annulation, nor what an annulation or a
   rectificatif names. `withdrawn_by`: a condition that makes a notice an annulation. #}
{% macro notices_in_force(notices, withdrawn_by="false") -%}
    with published as (
        select distinct on (id)
            notice.*,
            {{ json_or_null("parutionavisprecedent") }} as precedent,
            coalesce(typeavis = 'annulation' or {{ withdrawn_by }}, false) as withdraws
        from {{ notices }} as notice
        order by id, vintage desc, load_id desc
    ),

    replaced as (
        select
            upper(right(btrim(precedent ->> 'nomPublication'), 1))
            || (precedent ->> 'numeroParution')
            || ltrim(precedent ->> 'numeroAnnonce', '0') as id
        from published
        where (withdraws or typeavis = 'rectificatif') and jsonb_typeof(precedent) = 'object'
    )

    select *
    from published
    where not withdraws and not exists (select from replaced where replaced.id = published.id)
{%- endmacro %}


{# The one legal unit of a notice: null unless the register tells exactly one. #}
{% macro only_siren(sirens) -%}
    case when cardinality({{ sirens }}) = 1 then ({{ sirens }})[1] end
{%- endmacro %}


{# How many legal units a notice tells: published (one), multiple, missing. #}
{% macro siren_status(sirens) -%}
    case cardinality({{ sirens }}) when 0 then 'missing' when 1 then 'published' else 'multiple' end
{%- endmacro %}
