{# Unit tests as dbt runs them, at half the cost: a macro called for each value, and `adapter` asked for the columns of each
   input, cost more than the test. #}


{# Rows given, each value cast to its column's type; a column that a row leaves out is null. #}
{% macro typed_rows(rows, types, names) -%}
    {%- for row in rows or [{}] -%}
        {%- for name in row if name not in types -%}
            {{- exceptions.raise_compiler_error("no column " ~ name ~ ": there are " ~ types | join(", ")) -}}
        {%- endfor -%}
        select {% for name in names -%}
            cast({{ "null" if row.get(name) is none else "'" ~ row[name] | string | replace("'", "''") ~ "'" }} as {{ types[name] }})
            as "{{ name }}"{{ ", " if not loop.last }}
        {%- endfor %}
        {{ "union all" if not loop.last }}
    {% endfor -%}
    {{ "limit 0" if not rows }}
{%- endmacro %}


{# What a unit test gives in place of a relation, which must be there for its types. #}
{% macro get_fixture_sql(rows, column_name_to_data_types) -%}
    {%- set types = types_of_columns(this) -%}
    {%- if not types -%}
        {{- exceptions.raise_compiler_error("a unit test gives rows of " ~ this ~ ", which is not there: build it first") -}}
    {%- endif -%}
    {{- typed_rows(rows, types, types) -}}
{%- endmacro %}


{% materialization unit, adapter="postgres" %}
    {%- set expected = config.get("expected_rows") -%}
    {# Tells the types, and goes with its session. #}
    {%- set typed = make_temp_relation(this.incorporate(type="table")) -%}
    {%- do run_query(get_create_table_as_sql(True, typed, get_empty_subquery_sql(sql))) -%}
    {%- set types = types_of_columns(typed) -%}
    {%- set names = expected[0] if expected else types -%}
    {%- for row in expected if row.keys() != names.keys() -%}
        {{- exceptions.raise_compiler_error("expected rows of other columns: " ~ row) -}}
    {%- endfor -%}
    {%- set quoted = [] -%}
    {%- for name in names -%} {%- do quoted.append('"' ~ name ~ '"') -%} {%- endfor -%}
    {%- call statement("main", fetch_result=True) -%}
        {{ get_unit_test_sql(sql, config.get("expected_sql") or typed_rows(expected, types, names), quoted) }}
    {%- endcall -%}
    {{- return({"relations": []}) -}}
{% endmaterialization %}
