{# Of a table of the whole register, the rows of the few keys that are asked for (`wanted` of `asked`). Before they are joined:
   PostgreSQL would put the register in memory, and look for the few in it, where it does not know how often a key comes. #}
{% macro looked_up(relation, key, asked, wanted) -%}
    select held.*
    from {{ relation }} as held
    inner join (select distinct {{ wanted }} as {{ key }} from {{ asked }}) as looked_for using ({{ key }})
{%- endmacro %}
