{# Sirene's month: the last of which both the establishments and their periods are there. They are only ever read
   from the same month. Null when there is none. #}
{% macro sirene_vintage() -%}
    (
        select max(vintage)
        from (
            select vintage
            from {{ source("ops", "vintage_in_use") }}
            where raw_table in ('sirene_etablissement', 'sirene_etablissement_historique')
            group by vintage
            having count(distinct raw_table) = 2
        ) as whole
    )
{%- endmacro %}


{# First day after the month of a vintage of Sirene. #}
{% macro day_after_month(vintage) -%}
    (({{ vintage }} || '-01')::date + interval '1 month')
{%- endmacro %}


{# Last day that a date of Sirene may tell: one year after the end of its month. #}
{% macro last_plausible_day() -%}
    (select ({{ day_after_month(sirene_vintage()) }} - interval '1 day' + interval '1 year')::date)
{%- endmacro %}
