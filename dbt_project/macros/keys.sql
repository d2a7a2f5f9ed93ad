{# A table is made of its select, which both cores then work on; dbt's own makes a mart first and inserts its rows, on one
   core. Names and types are compared with its contract before; that a column is filled is told in one pass over the rows.
   Keys come after them (primary_key, foreign_keys): an index that grows row by row, or a key looked up for each of a
   million rows, costs more than the rows. #}
{% macro postgres__create_table_as(temporary, relation, sql) -%}
    {%- set is_promised = config.get("contract").enforced and not temporary -%}
    {%- if is_promised -%}
        {{ get_assert_columns_equivalent(sql) }}
        {%- set sql = get_select_subquery(sql) -%}
    {%- endif -%}
    {{ config.get("sql_header") or "" }}
    {# What the next build can make again is not written twice: a crash leaves it empty (drop_emptied). #}
    create {{ "temporary" if temporary else "unlogged" if config.get("schema") == "intermediate" }} table {{ relation }}
    {# Analysed below: a vacuum would only take a core from this build. #}
    {{ "with (autovacuum_enabled = false)" if not (is_promised or temporary) }}
    as (
        {{ sql }}
    );
    {% if is_promised %}{{ filled_columns(relation) }}{% endif %}
{%- endmacro %}


{# Before a table whose rows come in the order of its key: written by one process they keep it, a year of a measure lies
   together, and the key's index is made without sorting. Two would mix them. #}
{% macro in_order() -%} set local max_parallel_workers_per_gather = 0; {%- endmacro %}


{# Before joins of groups among themselves, of which PostgreSQL expects one row: it would hold each against all others. #}
{% macro hashed_joins() -%} set local enable_nestloop = off; {%- endmacro %}


{# Columns that a mart's contract wants filled. #}
{% macro filled_columns(relation) -%}
    {%- set filled = [] -%}
    {%- for column in model.columns.values() if column.constraints | selectattr("type", "equalto", "not_null") | list -%}
        {%- do filled.append("alter column " ~ adapter.quote(column.name) ~ " set not null") -%}
    {%- endfor -%}
    {%- if filled -%} alter table {{ relation }} {{ filled | join(", ") }}; {%- endif -%}
{%- endmacro %}


{# The primary key that a mart's contract names. #}
{% macro primary_key() -%}
    {%- for key in model.constraints or [] if key.type == "primary_key" -%}
        alter table {{ this }} add primary key ({{ key.columns | join(", ") }})
    {%- endfor -%}
{%- endmacro %}


{# After a run: the foreign keys that contracts name, of marts that were made; a mart that they name may stand in an earlier
   release. Tools see them; what is there already is not checked row by row (not valid), for tests of the same columns
   (exists_on) and claims of the mart do. #}
{% macro foreign_keys() -%}
    {%- if execute and flags.WHICH in ("build", "run") -%}
        {%- for node in graph.nodes.values() if node.resource_type == "model" -%}
            {%- for key in node.constraints or [] if key.type == "foreign_key" %}
                {{ foreign_key(target.schema, node.name, key) }}
            {% endfor -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}


{% macro foreign_key(schema, name, key) -%}
    {%- set constraint = (key.columns | join("_")) ~ "_fkey" -%}
    {%- set table = schema ~ "." ~ name -%}
    {%- set named, columns = key.expression.split(" ", 1) -%}
    do $$
    declare
        named regclass := (
            select pg_class.oid from ops.built inner join pg_class on pg_class.oid = relation and relkind = 'r'
            where unique_id = 'model.{{ project_name }}.{{ named }}'
        );
    begin
        if
            named is not null
            and exists (select from pg_class where oid = to_regclass('{{ table }}') and relkind = 'r')
            and not exists (
                select from pg_constraint where conrelid = to_regclass('{{ table }}') and conname = '{{ constraint }}'
            )
        then
            execute format(
                'alter table {{ table }} add constraint {{ constraint }}'
                ' foreign key ({{ key.columns | join(", ") }}) references %s {{ columns }} not valid', named
            );
        end if;
    end $$;
{%- endmacro %}
