{# dbt's own materializations, for what does not stand as it would be made (standing.sql). #}


{% materialization table, adapter="postgres" %}
    {%- set schema = standing_in() -%}
    {%- if schema == this.schema -%} {{- return(leave_standing()) -}}
    {%- elif schema is not none -%} {{- return(show_standing(schema)) -}}
    {%- endif -%}
    {%- set changed = changed_parts() -%}
    {%- if changed is none -%} {{- return(dbt.materialization_table_default()) -}}
    {%- elif model.place == this.schema -%} {{- return(replace_parts(changed)) -}}
    {%- endif -%}
    {{- return(copy_parts(model.place, changed)) -}}
{% endmaterialization %}


{% materialization view, adapter="postgres" %}
    {%- if standing_in() == this.schema -%} {{- return(leave_standing()) -}} {%- endif -%}
    {{- return(dbt.materialization_view_default()) -}}
{% endmaterialization %}


{% materialization seed, adapter="postgres" %}
    {%- if standing_in() == this.schema -%}
        {%- do store_result("agate_table", response="OK", agate_table=load_agate_table()) -%}
        {{- return(leave_standing()) -}}
    {%- endif -%}
    {{- return(dbt.materialization_seed_default()) -}}
{% endmaterialization %}


{# A test that passed on the tables that are there would pass again, on parts of them as well; one that warned says so again. #}
{% materialization test, adapter="postgres" %}
    {%- if standing_in() is not none -%}
        {%- call statement("main", fetch_result=true) -%}
            select 0 as failures, false as should_warn, false as should_error
        {%- endcall -%}
        {{- return({"relations": []}) -}}
    {%- endif -%}
    {%- set changed = changed_parts() -%}
    {%- if changed is none -%} {%- set tested = dbt.materialization_test_default() -%}
    {%- else -%} {%- set tested = test_parts(changed) -%}
    {%- endif -%}
    {%- if load_result("main")["data"][0][0] == 0 -%}
        {%- do record_built() -%} {%- do adapter.commit() -%}
    {%- endif -%}
    {{- return(tested) -}}
{% endmaterialization %}


{# dbt's own way, of some parts. #}
{% macro test_parts(changed) -%}
    {%- call statement("main", fetch_result=true) -%}
        {{ get_test_sql(
            sql_of_parts(changed), config.get("fail_calc"), config.get("warn_if"), config.get("error_if"), config.get("limit")
        ) }}
    {%- endcall -%}
    {{- return({"relations": []}) -}}
{%- endmacro %}


{# What a generic test looks at: of a model that is made part by part, the parts that it has not passed on. #}
{% macro postgres__get_where_subquery(relation) -%}
    {%- set tested = graph.nodes.get(model.attached_node) if execute else none -%}
    {%- set by = tested.config.meta.get("part") if tested else none -%}
    {%- if not by -%} {{- return(dbt.default__get_where_subquery(relation)) -}} {%- endif -%}
    {{- return("(select * from " ~ relation ~ " where " ~ (config.get("where") or "true") ~ " and " ~ of_due_parts(by) ~ ")") -}}
{%- endmacro %}
