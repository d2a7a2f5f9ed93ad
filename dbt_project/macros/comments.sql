{# What a relation and its columns are, said in one statement. dbt's own asks twice which columns there are, so that it can
   leave out a description without a column; here that is an error. The last step of each model and seed within its
   transaction: it is recorded here what it was made of. #}
{% macro postgres__persist_docs(relation, model, for_relation, for_columns) -%}
    {%- set said -%}
        {%- if for_relation and config.persist_relation_docs() and model.description -%}
            {{ alter_relation_comment(relation, model.description) }}
        {%- endif -%}
        {%- if for_columns and config.persist_column_docs() -%}
            {%- for column in model.columns.values() if column.description -%}
                comment on column {{ relation }}.{{ adapter.quote(column.name) if column.quote else column.name }}
                is {{ postgres_escape_comment(column.description) }};
            {%- endfor -%}
        {%- endif -%}
    {%- endset -%}
    {%- if said | trim -%} {%- do run_query(said) -%} {%- endif -%}
    {%- do record_built(relation) -%}
{%- endmacro %}
