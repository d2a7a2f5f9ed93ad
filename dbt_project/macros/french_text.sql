{# Text whose UTF-8 was read as Latin-1 (clÃ´ture), put right for the letters French uses. #}
{% macro unmangled(text) -%}
    {%- set pairs = [("Ã©", "é"), ("Ã¨", "è"), ("Ãª", "ê"), ("Ã´", "ô"), ("Ã»", "û"), ("Ã®", "î"), ("Ã§", "ç"), ("Ã\u00a0", "à"), ("Ã‰", "É")] -%}
    {%- set ns = namespace(sql=text) -%}
    {%- for wrong, right in pairs -%}
        {%- set ns.sql = "replace(" ~ ns.sql ~ ", '" ~ wrong ~ "', '" ~ right ~ "')" -%}
    {%- endfor -%}
    {{ ns.sql }}
{%- endmacro %}


{# A date written 2020-01-31, 31/01/2020, 31 janvier 2020 or 1er janvier 2020 (any blank, any case), else null:
   an impossible day too. `text` is a column's name: it is read several times. #}
{% macro french_date(text) -%}
    case
        when pg_input_is_valid(left({{ text }}, 10), 'date') and {{ text }} like '____-__-__%'
            then left({{ text }}, 10)::date
        when {{ text }} is not null then (
            select case when pg_input_is_valid(written.iso, 'date') then written.iso::date end
            from (
                select coalesce(
                    regexp_replace(
                        substring(said from '^\d{1,2}/\d{1,2}/\d{4}'), '(\d+)/(\d+)/(\d+)', '\3-\2-\1'
                    ),
                    parts[3] || '-' || case
                        when parts[2] like 'jan%' then '01'
                        when parts[2] ~ '^f.{1,2}v' then '02'
                        when parts[2] like 'mar%' then '03'
                        when parts[2] like 'avr%' then '04'
                        when parts[2] = 'mai' then '05'
                        when parts[2] like 'juin%' then '06'
                        when parts[2] like 'juil%' then '07'
                        when parts[2] like 'ao%' then '08'
                        when parts[2] like 'sep%' then '09'
                        when parts[2] like 'oct%' then '10'
                        when parts[2] like 'nov%' then '11'
                        when parts[2] ~ '^d.{1,2}c' then '12'
                    end || '-' || parts[1]
                ) as iso
                from (
                    select said, regexp_match(said, '^(\d{1,2})(?:er)? ([^ \d]+) (\d{4})') as parts
                    from (
                        select lower(btrim(regexp_replace({{ text }}, '[\s\u00a0\u202f]+', ' ', 'g'))) as said
                    ) as cleaned
                ) as split
            ) as written
        )
    end
{%- endmacro %}


{# A number as French writes it (40.000,00 or 40 000 or 40000.00), else null. #}
{% macro french_amount(text) -%}
    (
        select case
            when bare ~ ',\d{1,2}$' then replace(replace(bare, '.', ''), ',', '.')::numeric
            when bare ~ '^\d+\.\d{1,2}$' then bare::numeric
            when bare ~ '^\d[\d.,]*$' then regexp_replace(bare, '[.,]', '', 'g')::numeric
        end
        from (
            select regexp_replace(regexp_replace({{ text }}, '[\s\u00a0\u202f'']', '', 'g'), '[.,]+$', '') as bare
        ) as squeezed
    )
{%- endmacro %}
