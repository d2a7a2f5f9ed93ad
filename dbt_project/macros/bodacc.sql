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
        from regexp_matches(
            {{ text }}, '(?<!\d)(\d{3}[\s.\u00a0\u202f]?\d{3}[\s.\u00a0\u202f]?\d{3})(?!\d)', 'g'
        ) as found
        order by 1
    )
{%- endmacro %}


{# SIREN of every party of a notice: a craftsman outside the trade register is named by his block alone. #}
{% macro parties_of(blocks) -%}
    {{ sirens_in("concat_ws(' , ', registre, " ~ blocks | join(", ") ~ ")") }}
{%- endmacro %}


{# Postcodes of a notice, sorted, as an array: those of its establishments, where they have any, else those of its
   cell, which holds several parted by commas. #}
{% macro postcodes(of_establishments, cell) -%}
    array(
        select distinct found[1]
        from regexp_matches(
            case
                when cardinality({{ of_establishments }}) > 0 then array_to_string({{ of_establishments }}, ' ')
                else {{ cell }}
            end, '(?<!\d)(\d{5})(?!\d)', 'g'
        ) as found
        order by 1
    )
{%- endmacro %}


{# Columns `code_postal`, null unless there is one, and `codes_postaux`, all of them. #}
{% macro postcode_columns(codes) -%}
    {{ only_one(codes) }} as code_postal,
    nullif(array_to_string({{ codes }}, ', '), '') as codes_postaux
{%- endmacro %}


{# The one element of an array, else null. #}
{% macro only_one(found) -%}
    case when cardinality({{ found }}) = 1 then ({{ found }})[1] end
{%- endmacro %}


{# Amounts that the texts of a notice tell as a price, a sum or a value, one row each: `montant`, `devise` (EUR where
   none is written: no notice is older than 2008; FRF; autre) and `kind`: price; not_in_euros; valuation, of what was
   given or contributed; undetermined, where the words speak of both or the number cannot be read. The text that
   holds the amount decides, or the whole notice where that text says nothing. #}
{% macro amounts_told(texts) -%}
    {%- set given = "apport|donation|donné|legs|évalu|evalu|estim|succession|héritage|partage|fusion|scission|dissolution" -%}
    {%- set sold = "\m(achat|achet|vente|vend|cession|adjudication|licitation)|prix stipul" -%}
    {%- set amount = "(\d{1,3}(?:[ .,'’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)(?!\d)" -%}
    {%- set currency = "([€$£]|(?:euros?|eur|fr[fs]|francs?(?: (?:fran[cç]ais|suisses?|cfp|cfa|pacifiques?))?|ff?(?: ?cfp)?|xpf|chf|usd|gbp|dollars?|livres?)\M)" -%}
    select
        montant,
        devise,
        case
            when montant is null or (words ~* '{{ given }}' and words ~* '{{ sold }}') then 'undetermined'
            when words ~* '{{ given }}' then 'valuation'
            when devise <> 'EUR' then 'not_in_euros'
            else 'price'
        end as kind
    from (
        select
            {{ french_amount("found[2]") }} as montant,
            case
                when currency ~* 'cfp|cfa|pacifique|suisse' then 'autre'
                when currency ~* '^f' then 'FRF'
                when currency is null or currency ~* '^(eur|€)' then 'EUR'
                else 'autre'
            end as devise,
            case
                when spoken.said ~* '{{ given }}|{{ sold }}' then spoken.said
                else array_to_string({{ texts }}, ' ; ')
            end as words
        from (
            select {{ plain_blanks("told") }} as said
            from unnest({{ texts }}) as told
        ) as spoken
        cross join regexp_matches(
            spoken.said,
            '(?:prix|montant|somme|évalu|evalu|estim)([^\d;]*){{ amount | replace("'", "''") }}(?: ?{{ currency }})?',
            'gi'
        ) as found
        cross join lateral (
            select coalesce(found[3], substring(found[1] from '(?i)([€$£]|\m(?:eur(?:os?)?|frf|f)) ?$')) as currency
        ) as paid
    ) as told
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


{# How many legal units a notice tells: published (one), multiple, missing. #}
{% macro siren_status(sirens) -%}
    case cardinality({{ sirens }}) when 0 then 'missing' when 1 then 'published' else 'multiple' end
{%- endmacro %}


{# Whether words of a notice tell a sale, a gift (or contribution, inheritance, merger) or a lease. #}
{% macro tells(text, kind) -%}
    {%- set words = {
        "sale": "\m(achat|achet|vente|vend|cession|adjudication|licitation)|prix stipul",
        "gift": "\m(apport|donation|donné|legs|héritage|succession|partage|fusion|scission|dissolution|attribution|réunion)",
        "lease": "location[ -]gérance|gérance[ -]mandat|location de fonds",
    } -%}
    coalesce({{ text }} ~* '{{ words[kind] }}', false)
{%- endmacro %}
