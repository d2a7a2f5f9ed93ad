{# A known value lies between the bounds, both included; either may be left out. #}
{% test in_range(model, column, minimum=none, maximum=none) %}
select *
from {{ model }}
where false
    {% if minimum is not none %}or {{ column }} < {{ minimum }}{% endif %}
    {% if maximum is not none %}or {{ column }} > {{ maximum }}{% endif %}
{% endtest %}
