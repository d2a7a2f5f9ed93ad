{# Each combination of columns (or literals) is found among the other model's; a null in it is no matter. #}
{% test exists_on(model, columns, to, to_columns) %}
select distinct wanted.*
from (
    select
        {% for column in columns %}{{ column }} as key_{{ loop.index }}{{ "," if not loop.last }}
        {% endfor %}
    from {{ model }}
) as wanted
where
    {% for _ in columns %}wanted.key_{{ loop.index }} is not null
    and {% endfor %}not exists (
        select
        from {{ to }} as found
        where {% for column in to_columns %}found.{{ column }} = wanted.key_{{ loop.index }}{{ " and " if not loop.last }}{% endfor %}
    )
{% endtest %}
