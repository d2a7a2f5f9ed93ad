{# What a node is made of, as one hash: what tells whether it stands (standing.sql), as a whole or part by part (parts.sql). #}


{# What a node is made of besides its parents. Descriptions are not: they are said anew on what stands. #}
{% macro own_part() -%}
    {%- set settings = {} -%}
    {%- for key, value in model.config.items()
        if key not in ("docs", "meta", "tags", "group", "access", "enabled", "persist_docs", "pre-hook", "post-hook") -%}
        {%- do settings.update({key: value}) -%}
    {%- endfor -%}
    {%- for key in ("part", "parts") if model.config.meta.get(key) -%} {%- do settings.update({key: model.config.meta[key]}) -%} {%- endfor -%}
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
   use (the macros of latest_vintage.sql quote them); `ops.load` where it reads the whole list. #}
{% macro raw_parents() -%}
    {%- set names = [] -%}
    {%- for id in model.depends_on.nodes if id in graph.sources -%}
        {%- set source = graph.sources[id] -%}
        {%- if source.schema == "raw" -%} {%- do names.append(source.name) -%}
        {%- elif source.unique_id == "source.acte2.ops.load" -%} {%- do names.append("ops.load") -%}
        {%- elif source.unique_id == "source.acte2.ops.vintage_in_use" -%}
            {%- do names.extend(modules.re.findall("'([a-z0-9_]+)'", sql)) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(names | unique | list) -}}
{%- endmacro %}


{# Of the parents that are small tables, the columns that the node's SQL reads, by schema and name: PostgreSQL tells them of
   a view. A mart that stands is a view on its table. Rows that are read whole (`to_jsonb(word)`) are told as `.*`: then
   nothing is. #}
{% macro columns_read() -%}
    {%- set read = {} -%}
    {%- if model.resource_type in ("model", "test") and model.depends_on.nodes | reject("in", graph.sources) | list -%}
        {%- do run_query("create temporary view columns_read as " ~ sql) -%}
        {%- set found = run_query(
            "select nspname || '.' || pg_class.relname, string_agg(quote_ident(attname), ', ' order by attname)"
            ~ " from pg_rewrite inner join pg_depend on classid = 'pg_rewrite'::regclass and objid = pg_rewrite.oid"
            ~ " inner join pg_class on pg_class.oid = refobjid and refclassid = 'pg_class'::regclass"
            ~ " inner join pg_namespace on pg_namespace.oid = relnamespace"
            ~ " left join ops.built on pg_class.relkind = 'v' and unique_id = 'model." ~ project_name ~ ".' || pg_class.relname"
            ~ " inner join pg_class as stored on stored.oid = coalesce(built.relation, pg_class.oid) and stored.relkind = 'r'"
            ~ " inner join pg_attribute on attrelid = pg_class.oid and attnum = refobjsubid and attnum > 0"
            ~ " where ev_class = 'pg_temp.columns_read'::regclass and pg_relation_size(stored.oid) <= " ~ SMALL_BYTES()
            ~ " and (select pg_get_viewdef('pg_temp.columns_read'::regclass) not like '%.*%') group by 1"
        ) -%}
        {%- do read.update(dict(zip(found.columns[0], found.columns[1]))) -%}
        {%- do run_query("drop view pg_temp.columns_read") -%}
    {%- endif -%}
    {{- return(read) -}}
{%- endmacro %}


{# Up to the first size a table's rows are looked at by each of its children, which takes some hundredths of a second; up to
   the second once, when it is made. #}
{% macro SMALL_BYTES() -%} {{- return(8 * 1024 * 1024) -}} {%- endmacro %}
{% macro MIDDLING_BYTES() -%} {{- return(64 * 1024 * 1024) -}} {%- endmacro %}


{# Statement of all that a node hangs on as of now: rows of (key, what). A key where only that part of the node (its rows of
   one value of column `by`) hangs on it, null where all do. What nobody recorded (a parent built by an older version) counts
   as changed. #}
{% macro hangs_on(by=none) -%}
    {%- set raw = raw_parents() -%}
    {%- set read = columns_read() -%}
    {%- set limits = parts_read() -%}
    select null::text as key, '{{ own_part() }}' as what
    {%- for id in model.depends_on.nodes or [] %}
        {%- set node = graph.nodes.get(id) or graph.sources[id] -%}
        {%- set columns = read.get(node.schema ~ "." ~ (node.alias or node.name)) -%}
        {%- set named = columns.split(", ") if columns else [] -%}
        {%- set is_by = by and by in named -%}
        {#- What a part of an indicator reads of measures, few or many, is told of these measures. -#}
        {%- set is_of_measures = by == "indicator_code" and not is_by and "measure_code" in named and node.resource_type == "model" -%}
        {#- Of raw tables and their list it is told below what it reads of them. -#}
        {%- set is_loaded = id in graph.sources and (node.schema == "raw" or node.name in ("load", "vintage_in_use")) -%}
        {%- if is_loaded %}
        {%- elif columns and id not in limits and not is_of_measures %}
    union all
    select {{ by if is_by else "null" }}, '{{ id }} ' || {{ rows_told() }}
    from (select {{ columns }} from {{ node.relation_name }}) as held
            {%- if is_by %}
    group by {{ by }}
            {%- endif -%}
        {%- elif id in graph.nodes %}
    union all
    {{ parent_told(id, by, limits.get(id)) }}
        {%- else %}
    union all
    select null, '{{ id }} ' || coalesce({{ state_of(node) }}, '')
    from {{ node.relation_name }} as held
        {%- endif %}
    {%- endfor %}
    {%- if raw %}
    union all
    select null, 'raw ' || concat_ws(' ', raw_table, vintage, load_id, is_simulated)
    from ops.vintage_in_use inner join ops.load using (load_id, raw_table, vintage)
        {%- if "ops.load" not in raw %} where raw_table in ('{{ raw | join("', '") }}') {%- endif %}
    {%- endif %}
{%- endmacro %}


{# Statement of what is recorded of a parent: of the parts that a node reads, part by part where it is made so; else of all
   its parts, or of it as a whole. A test also asks whether a parent's table is the one it passed on, unless its rows are told. #}
{% macro parent_told(id, by, limit) -%}
    {%- set whole -%}
        select null, '{{ id }} ' || coalesce(
            (select {{ parts_told() }} from ops.built_part where unique_id = '{{ id }}'),
            max(built.fingerprint), gen_random_uuid()::text
        )
        {%- if model.resource_type == "test" %} || case
            when not exists (select from ops.built_part where unique_id = '{{ id }}' and part_by = '')
                then coalesce(max(pg_class.oid::bigint)::text, '')
            else ''
        end {%- endif %}
        from ops.built left join pg_class on pg_class.oid = built.relation and relkind = 'r'
        where built.unique_id = '{{ id }}'
    {%- endset -%}
    {%- set parts = "ops.built_part where unique_id = '" ~ id ~ "' and part_by = " -%}
    {%- if limit -%}
        select null, '{{ id }} ' || coalesce({{ parts_told() }}, '')
        from {{ parts }}'{{ limit.by }}' and key in ('{{ limit["keys"] | join("', '") }}')
        having exists (select from {{ parts }}'{{ limit.by }}')
        union all
        {{ whole }} having not exists (select from {{ parts }}'{{ limit.by }}')
    {%- elif by -%}
        select key, '{{ id }} ' || fingerprint from {{ parts }}'{{ by }}'
        {%- if by == "indicator_code" %}
        union all
        select indicator_code, '{{ id }} ' || {{ parts_told() }}
        from ops.built_part inner join ({{ measures_of_indicators() }}) as side on key = measure_code
        where unique_id = '{{ id }}' and part_by = 'measure_code' and not exists (select from {{ parts }}'{{ by }}')
        group by indicator_code
        {%- endif %}
        union all
        {{ whole }} having not exists (
            select from {{ parts }}any(array['{{ by }}'{{ ", 'measure_code'" if by == "indicator_code" }}])
        )
    {%- else -%}
        {{ whole }}
    {%- endif -%}
{%- endmacro %}


{# Aggregates: of the rows of a table, whatever their order; of recorded parts. #}
{% macro rows_told() -%} concat_ws(' ', count(*), sum(hashtextextended(held::text, 0))) {%- endmacro %}
{% macro parts_told() -%} md5(string_agg(key || ' ' || fingerprint, ' ' order by part_by, key)) {%- endmacro %}


{# Aggregate that tells the rows of a table of ours: the list of revisions is long, and only grows by releases. #}
{% macro state_of(source) -%}
    {%- if source.schema == "ops" and source.name == "revision" -%} max(release_id)::text
    {%- else -%} md5(string_agg(md5(held::text), '' order by md5(held::text)))
    {%- endif -%}
{%- endmacro %}
