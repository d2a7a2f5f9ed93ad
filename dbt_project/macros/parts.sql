{# Part by part (ADR 38). A part of a model is its rows of one measure, of one indicator or of one raw table. A model whose
   rows of one hang on nothing but the rows of the same one says so (`meta: {part: measure_code}`): a build makes the parts
   of which something changed, and leaves the others. What such a model is made of is recorded by part as well, in
   `ops.built_part`: if it is made as a whole, of each value that its rows have. #}


{# Columns whose values are parts. #}
{% macro PART_COLUMNS() -%} {{- return(["raw_table", "measure_code", "indicator_code"]) -}} {%- endmacro %}


{# The column by whose values a node is made, or tested; none where it is as a whole. #}
{% macro part_by() -%}
    {%- set due = modules.re.findall("/[*] due (?:[a-z_]+[.])?([a-z_]+) [*]/", sql) if model.resource_type == "test" else [] -%}
    {{- return(due | first if due else model.config.meta.get("part")) -}}
{%- endmacro %}


{# In a model's SQL: some parts of a parent, which then hangs on no others. #}
{% macro parts_of(parent, by, keys) -%}
    (
        select *
        from {{ parent }}
        where {{ by }} in ('{{ keys | join("', '") }}') /* parts of {{ parent.identifier }} by {{ by }}: {{ keys | join(" ") }} */
    )
{%- endmacro %}


{# In a model's SQL: where PostgreSQL would not carry a condition on a whole model down to, its rows of the parts that are
   made; of all of them where all are. #}
{% macro of_due_parts(column) -%} true /* due {{ column }} */ {%- endmacro %}


{# Of parents of which a node's SQL reads some parts only: which. None of a parent that it reads elsewhere, too. #}
{% macro parts_read() -%}
    {%- set read = {} -%}
    {%- set told = modules.re.findall("/[*] parts of ([a-z0-9_]+) by ([a-z_]+): ([a-z0-9_ ]+) [*]/", sql) if sql else [] -%}
    {%- for id in model.depends_on.nodes if id in graph.nodes and told -%}
        {%- set node = graph.nodes[id] -%}
        {%- set mine = [] -%}
        {%- for name, by, keys in told if name == (node.alias or node.name) -%}
            {%- do mine.append({"by": by, "keys": keys.split(" ")}) -%}
        {%- endfor -%}
        {%- if mine | length == 1 and sql.split(node.relation_name) | length == 2 -%}
            {%- do read.update({id: mine[0]}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(read) -}}
{%- endmacro %}


{# Measures of which figures of each indicator are made: what of a parent by measure an indicator's part hangs on. #}
{% macro measures_of_indicators() -%}
    select distinct indicator_code, measure_code
    from {{ graph.nodes["seed." ~ project_name ~ ".indicator"].relation_name }}
    cross join unnest(array[
        numerator_measure, denominator_measure, units_measure, coverage_measure, 'population'
    ]) as measure_code
    where measure_code is not null
{%- endmacro %}


{# Statement that keeps, for the node's transaction, of what each of its parts is made now; and, under no key, of what all are. #}
{% macro parts_due(by) -%}
    drop table if exists pg_temp.part_due;
    create temporary table part_due as
    with told as ({{ hangs_on(by) }}),
    shared as (select string_agg(what, e'\n' order by what) as what from told where key is null)
    select
        coalesce(told.key, '') as key,
        md5(min(shared.what) || e'\n' || string_agg(told.what, e'\n' order by told.what)) as fingerprint
    from told cross join shared
    group by coalesce(told.key, '');
{%- endmacro %}


{# In the transaction that makes a model: of what its parts are made, or, of one that is made as a whole, of each value of
   these columns its rows, where they are few, else what it was made of. Of a view that is asked for, whose rows would take
   long to read, a condition on seed measure says which it has (`parts`). #}
{% macro record_parts(relation) -%}
    {%- set recorded = "insert into ops.built_part (unique_id, part_by, key, fingerprint) select '" ~ model.unique_id ~ "', " -%}
    {%- if part_by() -%}
        {#- When a part became what it is stays: what has looked at it since need not again (ops/releases.py). -#}
        {%- do run_query(
            "delete from ops.built_part where unique_id = '" ~ model.unique_id ~ "' and (part_by <> '" ~ part_by()
            ~ "' or (key, fingerprint) not in (select key, fingerprint from pg_temp.part_due))"
        ) -%}
        {%- do run_query(recorded ~ "'" ~ part_by() ~ "', key, fingerprint from pg_temp.part_due on conflict do nothing") -%}
        {{- return("") -}}
    {%- elif model.resource_type != "seed" -%}
        {%- do run_query("delete from ops.built_part where unique_id = '" ~ model.unique_id ~ "'") -%}
    {%- endif -%}
    {%- if model.config.meta.get("parts") -%}
        {%- set listed -%}
            select distinct measure_code
            from {% if model.config.meta.parts == "rows" %}{{ relation }}{% else -%}
                {{ graph.nodes["seed." ~ project_name ~ ".measure"].relation_name }} where {{ model.config.meta.parts }}
            {%- endif %}
        {%- endset -%}
        {%- do run_query(recorded ~ "'measure_code', measure_code, '" ~ model.fingerprint ~ "' from (" ~ listed ~ ") as listed") -%}
    {%- elif model.resource_type == "model" and relation.type == "table" and model.config.schema == "intermediate" -%}
        {%- set size = run_query("select pg_relation_size('" ~ relation ~ "')").columns[0][0] -%}
        {%- set what = rows_told() if size <= MIDDLING_BYTES() else "'" ~ model.fingerprint ~ "'" -%}
        {%- set names = adapter.get_columns_in_relation(relation) | map(attribute="name") | select("in", PART_COLUMNS()) | list -%}
        {%- for name in names -%}
            {%- do run_query(
                recorded ~ "'" ~ name ~ "', " ~ name ~ ", " ~ what ~ " from " ~ relation ~ " as held where " ~ name
                ~ " is not null group by " ~ name
            ) -%}
        {%- endfor -%}
        {%- if not names and SMALL_BYTES() < size <= MIDDLING_BYTES() -%}
            {%- do run_query(recorded ~ "'', '', " ~ what ~ " from " ~ relation ~ " as held") -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}


{# Keys of the parts of a model that are to be made, where the others stand; none where all are to be made: also where half
   of them are. The same of a test's parts. #}
{% macro changed_parts() -%}
    {%- if part_by() and (model.place or model.resource_type == "test") and not flags.FULL_REFRESH -%}
        {%- set known = run_query(
            "select count(*), count(*) filter (where due.fingerprint is not distinct from built.fingerprint),"
            ~ " string_agg(key, ' ') filter (where due.fingerprint is distinct from built.fingerprint)"
            ~ " from pg_temp.part_due as due full join (select * from ops.built_part where unique_id = '" ~ model.unique_id
            ~ "' and part_by = '" ~ part_by() ~ "') as built using (key)"
        ).rows[0] -%}
        {%- if known[1] * 2 > known[0] -%} {{- return((known[2] or "").split(" ")) -}} {%- endif -%}
    {%- endif -%}
    {{- return(none) -}}
{%- endmacro %}


{# A node's SQL of some parts alone, where it asks for that. #}
{% macro sql_of_parts(changed) -%}
    {{- return(modules.re.sub("true /[*] due ([a-z_.]+) [*]/", "\\1 = any(array['" ~ (changed | join("', '")) ~ "'])", sql)) -}}
{%- endmacro %}


{# A model's rows of some parts. #}
{% macro made_of_parts(changed) -%}
    select *
    from ({{ sql_of_parts(changed) }}) as made
    where {{ part_by() }} = any(array['{{ changed | join("', '") }}'])
{%- endmacro %}


{# Parts are made anew in the table that is there. #}
{% macro replace_parts(changed) -%}
    {%- do drop_relation_if_exists(load_cached_relation(make_backup_relation(this, "table"))) -%}
    {%- set table = this.incorporate(type="table") -%}
    {%- call statement("main") -%}
        {{ config.get("sql_header") or "" }}
        -- Made anew no more at each build: what is gone is to be swept, and no more, which would read the whole table.
        alter table {{ table }} set (autovacuum_enabled = true, autovacuum_vacuum_insert_threshold = -1);
        delete from {{ table }} where {{ part_by() }} = any(array['{{ changed | join("', '") }}']);
        insert into {{ table }}
        {{ made_of_parts(changed) }};
    {%- endcall -%}
    {%- do run_query("analyze " ~ table) -%}
    {%- do persist_docs(table, model) -%}
    {%- do adapter.commit() -%}
    {{- return({"relations": [table]}) -}}
{%- endmacro %}


{# A mart whose other parts stand in an earlier release: these are copied, and it is a table as any other. #}
{% macro copy_parts(schema, changed) -%}
    {%- do drop_relation_if_exists(load_cached_relation(this)) -%}
    {%- do drop_relation_if_exists(load_cached_relation(make_backup_relation(this, "table"))) -%}
    {%- set table = this.incorporate(type="table") -%}
    {%- set rows -%}
        select *
        from {{ adapter.quote(schema) }}.{{ adapter.quote(model.alias) }}
        where {{ part_by() }} <> all(array['{{ changed | join("', '") }}'])
        union all
        {{ made_of_parts(changed) }}
    {%- endset -%}
    {%- call statement("main") -%} {{ get_create_table_as_sql(False, table, rows) }} {%- endcall -%}
    {%- do create_indexes(table) -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do persist_docs(table, model) -%}
    {%- do adapter.commit() -%}
    {{- return({"relations": [table]}) -}}
{%- endmacro %}
