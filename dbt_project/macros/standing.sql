{# Only what changed is built (ADR 25). Each model, seed and data test has a fingerprint: what it is made of. A build leaves
   standing what was made of just that, told by `ops.built`, whose rows are written in the transaction that makes them true. #}


{# The schema where what is made of just that stands, none where the node is to be made; the fingerprint is kept for
   `record_built`, where it stands as another for `changed_parts`. What stands counts for nothing with dbt's --full-refresh.
   Opens the node's transaction. #}
{% macro standing_in() -%}
    {%- set by = part_by() -%}
    {%- if by -%} {%- do run_query(parts_due(by)) -%} {%- endif -%}
    {%- call statement("standing", fetch_result=true) -%}
        select
            due.fingerprint,
            case
                when built.relation is null then ''
                else nspname
            end as place,
            built.fingerprint is not distinct from due.fingerprint as is_same,
            exists (select from ops.intact) as is_intact
        from (
            {%- if by %}
            select md5(string_agg(key || ' ' || fingerprint, ' ' order by key)) as fingerprint from pg_temp.part_due
            {%- else %}
            select md5(string_agg(what, e'\n' order by what)) as fingerprint from ({{ hangs_on() }}) as told
            {%- endif %}
        ) as due
        left join ops.built on built.unique_id = '{{ model.unique_id }}'
        left join pg_class on pg_class.oid = built.relation and relname = '{{ model.alias }}'
        left join pg_namespace on pg_namespace.oid = relnamespace
    {%- endcall -%}
    {%- set told = load_result("standing")["data"][0] -%}
    {%- if not told[3] -%}
        {%- do exceptions.raise_compiler_error("PostgreSQL ended without shutting down and emptied the intermediate tables: build from the start (make run)") -%}
    {%- endif -%}
    {%- do model.update({"fingerprint": told[0], "place": told[1]}) -%}
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
        {%- do record_parts(relation) -%}
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


{# Before a run: tables that a crash left empty go, so that nothing is made of them, and are made again (migration 0014). #}
{% macro drop_emptied() -%}
    {%- if execute and flags.WHICH in ("build", "run", "test") and run_query("select count(*) from ops.intact").columns[0][0] == 0 -%}
        {%- set emptied = run_query(
            "select relname::text from pg_class where relpersistence = 'u' and relkind = 'r'"
            ~ " and relnamespace::regnamespace::text = 'intermediate'"
        ).columns[0] -%}
        {%- for name in emptied -%}
            {%- do drop_relation_if_exists(adapter.get_relation(target.database, "intermediate", name)) -%}
        {%- endfor %}
        insert into ops.intact default values on conflict do nothing;
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
