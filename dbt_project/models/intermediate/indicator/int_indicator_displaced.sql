-- Figures whose place a town's own survey takes, as they would stand without it: what leaves the machine shows these.
select {{ figure_columns("proxy") }}
from {{ ref("int_indicator_value") }} as proxy
inner join {{ ref("int_indicator_survey") }} as survey
    on proxy.indicator_code = survey.indicator_code
    and proxy.territory_level = survey.territory_level
    and proxy.territory_code = survey.territory_code
    and proxy.zone = survey.zone
    and proxy.period = survey.period
-- Said as a constant, so that no other indicator is judged.
where proxy.indicator_code = 'C10'
