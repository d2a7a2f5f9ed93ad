{# No row lacks any of the columns: the relation is read once for all of them. #}
{% test filled(model, columns) %}
select *
from {{ model }}
where {{ columns | join(" is null or ") }} is null
{% endtest %}
