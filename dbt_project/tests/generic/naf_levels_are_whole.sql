{# Each nomenclature has the number of codes INSEE tells at each level, and each code its parent one level up. #}
{% test naf_levels_are_whole(model) %}
with expected (nomenclature, niveau, codes) as (
    values
    ('NAFRev2', 1, 21), ('NAFRev2', 2, 88), ('NAFRev2', 3, 272), ('NAFRev2', 4, 615), ('NAFRev2', 5, 732),
    ('NAF2025', 1, 22), ('NAF2025', 2, 87), ('NAF2025', 3, 287), ('NAF2025', 4, 651), ('NAF2025', 5, 747)
),

counted as (
    select nomenclature, niveau, count(*) as codes
    from {{ model }}
    group by nomenclature, niveau
)

select nomenclature, niveau, null as naf_code
from expected
full join counted using (nomenclature, niveau)
where expected.codes is distinct from counted.codes

union all

select child.nomenclature, child.niveau, child.naf_code
from {{ model }} as child
left join {{ model }} as parent
    on parent.nomenclature = child.nomenclature
    and parent.niveau = child.niveau - 1
    and parent.naf_code = child.parent_code
where child.niveau > 1 and parent.naf_code is null
{% endtest %}
