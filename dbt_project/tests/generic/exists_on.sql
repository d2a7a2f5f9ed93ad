{# Each combination of columns (or literals) is found among the other model's; a null in it is no matter. #}
{% test exists_on(model, columns, to, to_columns) %}
with wanted as (
    select distinct
        {% for column in columns %}{{ column }} as key_{{ loop.index }}{{ "," if not loop.last }}
        {% endfor %}
    from {{ model }}
    where {% for column in columns %}{{ column }} is not null{{ " and " if not loop.last }}{% endfor %}
)

select wanted.*
from wanted
left join {{ to }} as found
    on {% for column in to_columns %}wanted.key_{{ loop.index }} = found.{{ column }}{{ " and " if not loop.last }}{% endfor %}
where found.{{ to_columns[0] }} is null
{% endtest %}
