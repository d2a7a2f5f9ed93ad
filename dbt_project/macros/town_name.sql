{# A town's name as notices and lists both write it: no accents, « Cedex 2 », district or punctuation, st for saint. #}
{% macro town_name(text) -%}
    {%- set plain = "translate(lower(" ~ text ~ "), 'àâäéèêëîïôöùûüÿç', 'aaaeeeeiioouuuyc')" -%}
    regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(replace({{ plain }}, 'œ', 'oe'), '\mcedex.*$|\d+ *(er|eme|e)?\M( *arrondissement)?', '', 'g'),
                '\msainte\M', 'ste', 'g'
            ),
            '\msaint\M', 'st', 'g'
        ),
        '[^a-z]', '', 'g'
    )
{%- endmacro %}


{# Department of a postcode: Corsica has two, which no postcode tells apart. #}
{% macro postcode_department(postcode) -%}
    case when {{ postcode }} ~ '^9[78]' then left({{ postcode }}, 3) else left({{ postcode }}, 2) end
{%- endmacro %}


{# A legal form that is counted: neither a property company (SCI) nor a public body; unknown counts. #}
{% macro is_counted_form(form) -%}
    coalesce({{ form }} not in ('6540', '6541') and {{ form }} not like '7%', true)
{%- endmacro %}
