{# Only what changed is built (ADR 25). Each model, seed and data test has a fingerprint: what it is made of. A build leaves
   standing what was made of just that, told by `ops.built`, whose rows are written in the transaction that makes them true. #}


{# What a node is made of besides its parents. Descriptions are not: they are said anew on what stands. #}
{% macro own_part() -%}
    {%- set settings = {} -%}
    {%- for key, value in model.config.items()
        if key not in ("docs", "meta", "tags", "group", "access", "enabled", "persist_docs", "pre-hook", "post-hook") -%}
        {%- do settings.update({key: value}) -%}
    {%- endfor -%}
    {%- set hooks = [] -%}
    {%- for hook in pre_hooks + post_hooks -%} {%- do hooks.append(render(hook.get("sql")) | trim) -%} {%- endfor -%}
    {%- set columns = [] -%}
    {%- for column in model.columns.values() if model.contract and model.contract.enforced -%}
        {%- do columns.append([column.name, column.data_type, column.constraints]) -%}
    {%- endfor -%}
    {%- set text = model.checksum if model.resource_type == "seed" else sql -%}
    {{- return(local_md5(tojson([text, settings, hooks, columns, model.get("constraints", [])], sort_keys=true))) -}}
{%- endmacro %}


{# Raw tables whose loads in use a node hangs on: those that it reads, and those of which it asks the list of vintages in
   use (the macros of latest_vintage.sql quote them); `all` where it reads the whole list. #}
{% macro raw_parents() -%}
    {%- set names = [] -%}
    {%- for id in model.depends_on.nodes if id in graph.sources -%}
        {%- set source = graph.sources[id] -%}
        {%- if source.schema == "raw" -%} {%- do names.append(source.name) -%}
        {%- elif source.unique_id == "source.acte2.ops.load" -%} {%- do names.append("all") -%}
        {%- elif source.unique_id == "source.acte2.ops.vintage_in_use" -%}
            {%- do names.extend(modules.re.findall("'([a-z0-9_]+)'", sql)) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(names | unique | list) -}}
{%- endmacro %}


{# Of the parents that are small tables, the columns that the node's SQL reads, by schema and name: PostgreSQL tells them of
   a view. Rows that are read whole (`to_jsonb(word)`) are told as `.*`: then nothing is. #}
{% macro columns_read() -%}
    {%- set read = {} -%}
    {%- if model.resource_type == "model" and model.depends_on.nodes | reject("in", graph.sources) | list -%}
        {%- do run_query("create temporary view columns_read as " ~ sql) -%}
        {%- set found = run_query(
            "select nspname || '.' || relname, string_agg(quote_ident(attname), ', ' order by attname)"
            ~ " from pg_rewrite inner join pg_depend on classid = 'pg_rewrite'::regclass and objid = pg_rewrite.oid"
            ~ " inner join pg_class on pg_class.oid = refobjid and refclassid = 'pg_class'::regclass and relkind = 'r'"
            ~ " inner join pg_namespace on pg_namespace.oid = relnamespace"
            ~ " inner join pg_attribute on attrelid = pg_class.oid and attnum = refobjsubid and attnum > 0"
            ~ " where ev_class = 'pg_temp.columns_read'::regclass and pg_relation_size(pg_class.oid) <= " ~ SMALL_BYTES()
            ~ " and (select pg_get_viewdef('pg_temp.columns_read'::regclass) not like '%.*%') group by 1"
        ) -%}
        {%- do read.update(dict(zip(found.columns[0], found.columns[1]))) -%}
        {%- do run_query("drop view pg_temp.columns_read") -%}
    {%- endif -%}
    {{- return(read) -}}
{%- endmacro %}


{# Up to this size a table's rows are looked at, which takes some hundredths of a second. #}
{% macro SMALL_BYTES() -%} {{- return(8 * 1024 * 1024) -}} {%- endmacro %}


{# Statement of the node's fingerprint as of now. What nobody recorded (a parent built by an older version) counts as
   changed. A test also asks whether a parent's table is the one it passed on. #}
{% macro fingerprint_sql() -%}
    {%- set raw = raw_parents() -%}
    {%- set read = columns_read() -%}
    select md5(string_agg(part, e'\n' order by part)) as fingerprint
    from (
        select '{{ own_part() }}' as part
        {%- for id in model.depends_on.nodes or [] %}
            {%- set node = graph.nodes.get(id) or graph.sources[id] -%}
            {%- set columns = read.get(node.schema ~ "." ~ (node.alias or node.name)) -%}
            {%- if columns %}
        union all
        select '{{ id }} ' || concat_ws(' ', count(*), sum(hashtextextended(held::text, 0)))
        from (select {{ columns }} from {{ node.relation_name }}) as held
            {%- elif id in graph.nodes %}
        union all
        select '{{ id }} ' || coalesce(max(built.fingerprint), gen_random_uuid()::text)
            {%- if model.resource_type == "test" %} || coalesce(max(pg_class.oid::bigint)::text, '') {%- endif %}
        from ops.built left join pg_class on pg_class.oid = built.relation and relkind = 'r'
        where built.unique_id = '{{ id }}'
            {%- elif node.schema not in ("raw", "ops") or node.name == "revision" %}
        union all
        select '{{ id }} ' || coalesce({{ state_of(node) }}, '')
        from {{ node.relation_name }} as held
            {%- endif %}
        {%- endfor %}
        {%- if raw %}
        union all
        select 'raw ' || concat_ws(' ', raw_table, vintage, load_id, is_simulated)
        from ops.vintage_in_use inner join ops.load using (load_id, raw_table, vintage)
            {%- if "all" not in raw %} where raw_table in ('{{ raw | join("', '") }}') {%- endif %}
        {%- endif %}
    ) as parts
{%- endmacro %}


{# Aggregate that tells the rows of a table of ours: the list of revisions is long, and only grows by releases. #}
{% macro state_of(source) -%}
    {%- if source.schema == "ops" and source.name == "revision" -%} max(release_id)::text
    {%- else -%} md5(string_agg(md5(held::text), '' order by md5(held::text)))
    {%- endif -%}
{%- endmacro %}


{# The schema where what is made of just that stands, none where the node is to be made; the fingerprint is kept for
   `record_built`. What stands counts for nothing with dbt's --full-refresh. Opens the node's transaction. #}
{% macro standing_in() -%}
    {%- call statement("standing", fetch_result=true) -%}
        select
            due.fingerprint,
            case
                when built.relation is null then ''
                else nspname
            end as place,
            built.fingerprint is not distinct from due.fingerprint as is_same
        from ({{ fingerprint_sql() }}) as due
        left join ops.built on built.unique_id = '{{ model.unique_id }}'
        left join pg_class on pg_class.oid = built.relation and relname = '{{ model.alias }}'
        left join pg_namespace on pg_namespace.oid = relnamespace
    {%- endcall -%}
    {%- set told = load_result("standing")["data"][0] -%}
    {%- do model.update({"fingerprint": told[0]}) -%}
    {{- return(told[1] if told[2] and not flags.FULL_REFRESH else none) -}}
{%- endmacro %}


{# In the transaction that makes a relation (or after a test passed): what it is made of. #}
{% macro record_built(relation=none) -%}
    {%- if model.fingerprint -%}
        {%- do run_query(
            "insert into ops.built (unique_id, fingerprint, relation) values ('" ~ model.unique_id ~ "', '"
            ~ model.fingerprint ~ "', " ~ ("to_regclass('" ~ relation ~ "')" if relation else "null")
            ~ ") on conflict (unique_id) do update set (fingerprint, relation, built_at)"
            ~ " = (excluded.fingerprint, excluded.relation, excluded.built_at)"
        ) -%}
    {%- endif -%}
{%- endmacro %}


{# Before a run: what was built and is no longer in the project goes; what a release shows of it stays there. #}
{% macro forget_gone() -%}
    {%- if execute and flags.WHICH in ("build", "run") -%}
        {%- set known = run_query("select unique_id from ops.built where unique_id ~ '^(model|seed|test)[.]'").columns[0] -%}
        {%- for id in known if id not in graph.nodes %}
            {%- for schema in ("staging", "intermediate", target.schema) if not id.startswith("test.") -%}
                {%- set left = adapter.get_relation(target.database, schema, id.split(".")[2]) -%}
                {%- if left %} drop {{ left.type }} if exists {{ left }} cascade; {% endif -%}
            {%- endfor %}
            delete from ops.built where unique_id = '{{ id }}';
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}


{# A node that stands is not made; its descriptions may be others, and a build that was killed may have left what it replaced. #}
{% macro leave_standing() -%}
    {%- do model.pop("fingerprint") -%}
    {%- do drop_relation_if_exists(load_cached_relation(make_backup_relation(this, "table"))) -%}
    {%- set standing = this.incorporate(type="view" if model.config.materialized == "view" else "table") -%}
    {%- call noop_statement("main", "STANDS", "STANDS", 0) -%} {%- endcall -%}
    {%- do persist_docs(standing, model) -%}
    {%- do adapter.commit() -%}
    {{- return({"relations": [standing]}) -}}
{%- endmacro %}


{# A mart that stands in an earlier release is a view on its table: the candidate is whole. #}
{% macro show_standing(schema) -%}
    {%- do model.pop("fingerprint") -%}
    {%- do drop_relation_if_exists(load_cached_relation(this)) -%}
    {%- do drop_relation_if_exists(load_cached_relation(make_backup_relation(this, "table"))) -%}
    {%- set shown = this.incorporate(type="view") -%}
    {%- do run_query("create view " ~ shown ~ " as select * from " ~ adapter.quote(schema) ~ "." ~ adapter.quote(model.alias)) -%}
    {%- call noop_statement("main", "STANDS", "STANDS", 0) -%} {%- endcall -%}
    {%- do persist_docs(shown, model) -%}
    {%- do adapter.commit() -%}
    {{- return({"relations": [shown]}) -}}
{%- endmacro %}
