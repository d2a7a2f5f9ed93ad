-- Rows of C10 in which a town's own survey stands in place of the proxy: what a survey cannot tell (break,
-- provisional) is the proxy's. Grain: indicator × town × zone × year.
select
    proxy.indicator_code,
    proxy.territory_level,
    proxy.territory_code,
    proxy.zone,
    proxy.period,
    survey.value,
    survey.vacant as numerator,
    survey.premises as denominator,
    reason.obs_status,
    'F' as conf_status,
    survey.located_share as coverage,
    survey.value_low as ci_low,
    survey.value_high as ci_high,
    proxy.is_break,
    proxy.is_provisional,
    perimeter.is_simulated,
    'local_vacancy@' || survey.vintage as source_vintages,
    reason.status_reason
from {{ ref("int_vacancy_survey") }} as survey
inner join {{ ref("int_indicator_value") }} as proxy
    on survey.code_commune = proxy.territory_code
    and survey.annee = proxy.period
inner join {{ ref("stg_centre__perimeter") }} as perimeter on survey.code_commune = perimeter.code_commune
inner join {{ ref("status_reason") }} as reason
    on reason.status_reason = case when survey.is_fragile then 'field_survey_small' else 'field_survey' end
where
    survey.is_used
    and proxy.indicator_code = 'C10'
    and proxy.territory_level = 'commune'
    and proxy.zone = 'centre'
