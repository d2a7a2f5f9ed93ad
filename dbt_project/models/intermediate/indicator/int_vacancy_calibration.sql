-- Each town that surveyed its vacancy, year by year: the survey, the proxy, by how many points the proxy errs, and
-- the proxy moved by the town's own mean error. With two surveys or more the move is tried on each: it is made
-- without that year, and `calibrated_error` is what is left. No town's error is laid on another: it tells nothing of
-- it. Grain: town × year.
with proxy as (
    select territory_code as code_commune, period, value
    from {{ ref("int_indicator_value") }}
    where
        indicator_code = 'C10'
        and territory_level = 'commune'
        and zone = 'centre'
        and territory_code in (select code_commune from {{ ref("int_vacancy_survey") }})
),

compared as (
    select
        coalesce(proxy.code_commune, survey.code_commune) as code_commune,
        coalesce(proxy.period, survey.annee) as period,
        survey.surveyed_on,
        survey.premises,
        survey.vacant,
        survey.located_share,
        survey.value as survey_value,
        survey.value_low as survey_low,
        survey.value_high as survey_high,
        survey.is_used,
        proxy.value as proxy_value,
        case when survey.is_used then proxy.value - survey.value end as proxy_error
    from proxy
    full join {{ ref("int_vacancy_survey") }} as survey
        on proxy.code_commune = survey.code_commune
        and proxy.period = survey.annee
),

summed as (
    select
        *,
        count(proxy_error) over town as compared_years,
        avg(proxy_error) over town as mean_error,
        avg(abs(proxy_error)) over town as mean_absolute_error,
        case
            when proxy_error is not null and count(proxy_error) over town > 1
                then (sum(proxy_error) over town - proxy_error) / (count(proxy_error) over town - 1)
        end as mean_error_of_others
    from compared
    window town as (partition by code_commune)
)

select
    code_commune,
    period,
    surveyed_on,
    premises,
    vacant,
    located_share,
    survey_value,
    survey_low,
    survey_high,
    coalesce(is_used, false) as is_used,
    proxy_value,
    proxy_error,
    compared_years,
    mean_error,
    mean_absolute_error,
    {{ within_percent("proxy_value - mean_error") }} as calibrated_value,
    {{ within_percent("proxy_value - mean_error_of_others") }} - survey_value as calibrated_error
from summed
