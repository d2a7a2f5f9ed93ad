{# Columns of a mart as its contract says; keys come after the rows (primary_key, foreign_keys): an index that grows row by
   row, or a key looked up for each of a million rows, costs more than the rows. #}
{% macro postgres__get_table_columns_and_constraints() %}
    ({{ adapter.render_raw_columns_constraints(raw_columns=model["columns"]) | join(", ") }})
{% endmacro %}


{# The primary key that a mart's contract names. #}
{% macro primary_key() -%}
    {%- for key in model.constraints or [] if key.type == "primary_key" -%}
        alter table {{ this }} add primary key ({{ key.columns | join(", ") }})
    {%- endfor -%}
{%- endmacro %}


{# After a run: the foreign keys that contracts name, of marts that were made; a mart that they name may stand in an earlier
   release. Tools see them; what is there already is not checked row by row (not valid), for tests of the same columns
   (exists_on) do. #}
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
