{# Within each group the parts add up to the whole, to a millionth; null counts as nothing. #}
{% test row_sum(model, value, by, part, whole) %}
select
    {{ by | join(", ") }},
    coalesce(sum({{ value }}) filter (where {{ part }}), 0) as of_parts,
    coalesce(sum({{ value }}) filter (where {{ whole }}), 0) as of_whole
from {{ model }}
group by {{ by | join(", ") }}
having abs(
    coalesce(sum({{ value }}) filter (where {{ part }}), 0)
    - coalesce(sum({{ value }}) filter (where {{ whole }}), 0)
) > 0.000001
{% endtest %}
