{# Before a run: statistics of raw tables as wholes, where none stand, as an earlier version's loads left them. PostgreSQL
   guesses a join of the register at 2·10¹² rows without, and sorts on disk. Each partition has its own. #}
{% macro know_raw_tables() -%}
    {%- if execute and flags.WHICH in ("build", "run") -%}
        {%- set unknown = run_query(
            "select distinct inhparent::regclass::text from pg_inherits inner join pg_class on pg_class.oid = inhparent
            inner join pg_namespace on pg_namespace.oid = relnamespace where nspname = 'raw' and not exists (
                select from pg_stats where schemaname = nspname and tablename = relname and inherited
            )"
        ) -%}
        {%- for name in unknown.columns[0] %}
            analyze only {{ name }};
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
