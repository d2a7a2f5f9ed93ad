{# Text whose UTF-8 was read as Latin-1 (clÃ´ture), put right for the letters French uses. #}
{% macro unmangled(text) -%}
    {%- set pairs = [("Ã©", "é"), ("Ã¨", "è"), ("Ãª", "ê"), ("Ã´", "ô"), ("Ã»", "û"), ("Ã®", "î"), ("Ã§", "ç"), ("Ã\u00a0", "à"), ("Ã‰", "É")] -%}
    {%- set ns = namespace(sql=text) -%}
    {%- for wrong, right in pairs -%}
        {%- set ns.sql = "replace(" ~ ns.sql ~ ", '" ~ wrong ~ "', '" ~ right ~ "')" -%}
    {%- endfor -%}
    {{ ns.sql }}
{%- endmacro %}


{# Every blank that typography knows as one plain blank, ends trimmed. #}
{% macro plain_blanks(text) -%}
    btrim(regexp_replace({{ text }}, '[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+', ' ', 'g'))
{%- endmacro %}


{# A date written 2020-01-31, 31/1/2020 (slashes, dots or hyphens), or in words: 31 janvier 2020, 1er, 1 er, « le
   samedi 1er fevrier 2020 », any blank, any case, accents or not. Else null: an impossible day too, and two dates.
   `text` is a column's name: it is read several times. #}
{% macro french_date(text) -%}
    case
        when pg_input_is_valid(left({{ text }}, 10), 'date') and {{ text }} ~ '^\d{4}-\d{2}-\d{2}(?!\d)'
            then left({{ text }}, 10)::date
        when {{ text }} is not null then (
            select case when pg_input_is_valid(written.iso, 'date') then written.iso::date end
            from (
                select case
                    when iso is not null then concat_ws('-', iso[1], iso[2], iso[3])
                    when digits is not null then concat_ws('-', digits[3], digits[2], digits[1])
                    else words[3] || '-' || case
                        when words[2] like 'jan%' then '01'
                        when words[2] ~ '^f.{0,2}v' then '02'
                        when words[2] like 'mar%' then '03'
                        when words[2] like 'avr%' then '04'
                        when words[2] = 'mai' then '05'
                        when words[2] like 'juin%' then '06'
                        when words[2] like 'juil%' then '07'
                        when words[2] ~ '^ao|^a.{1,2}t$' then '08'
                        when words[2] like 'sep%' then '09'
                        when words[2] like 'oct%' then '10'
                        when words[2] like 'nov%' then '11'
                        when words[2] ~ '^d.{0,2}c' then '12'
                    end || '-' || words[1]
                end as iso
                from (
                    select
                        regexp_match(said, '^(\d{4}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{1,2})(?!\d)') as iso,
                        regexp_match(said, '^(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})(?!\d)') as digits,
                        regexp_match(said, '^(\d{1,2})(?: ?er)? ?([^ \d]+) ?(\d{4})(?!\d)') as words
                    from (
                        select regexp_replace(
                            lower({{ plain_blanks(text) }}),
                            '^(?:(?:le|du|au|en date du) )?(?:(?:lun|mar|mercre|jeu|vendre|same)di |dimanche )?',
                            ''
                        ) as said
                    ) as cleaned
                    where said !~ '\d{4}\y.*\y\d{4}\y'
                ) as split
            ) as written
        )
    end
{%- endmacro %}


{# A number as French writes it (40.000,00 or 40 000 or 40000.00), or with commas between thousands and a point
   before the decimals. Null where it is neither (40.00.000). #}
{% macro french_amount(text) -%}
    (
        select case
            when bare ~ '^\d+([.,]\d{1,2})?$' then replace(bare, ',', '.')::numeric
            when bare ~ '^\d{1,3}([.,])\d{3}(\1\d{3})*$' then regexp_replace(bare, '[.,]', '', 'g')::numeric
            when bare ~ '^\d{1,3}([.,])\d{3}(\1\d{3})*[.,]\d{1,2}$'
                then (
                    regexp_replace(substring(bare from '^(.*)[.,]\d+$'), '[.,]', '', 'g')
                    || '.' || substring(bare from '\d+$')
                )::numeric
        end
        from (
            select regexp_replace(
                regexp_replace({{ plain_blanks(text) }}, '[ ''’]', '', 'g'), '[.,]+$', ''
            ) as bare
        ) as squeezed
    )
{%- endmacro %}
