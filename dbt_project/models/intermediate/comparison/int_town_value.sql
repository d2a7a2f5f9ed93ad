-- Every figure of the towns in scope, known or not: what they are compared on. A table of its own, as each comparison
-- reads it and the figures of 35,000 communes are computed once more for none of them.
{{ config(indexes=[{"columns": ["indicator_code", "period", "zone"]}]) }}

select
    figure.indicator_code,
    figure.territory_code as code_commune,
    figure.zone,
    figure.period,
    figure.value,
    figure.obs_status,
    figure.status_reason,
    figure.is_simulated
from {{ ref("int_indicator_value") }} as figure
inner join {{ ref("int_commune_status") }} as status
    on figure.territory_level = 'commune'
    and figure.territory_code = status.code_commune
where status.is_in_scope
