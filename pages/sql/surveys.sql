-- Towns' own surveys of vacancy beside the proxy, where towns' own data are published (ADR 20).
select
    code_commune as town,
    period,
    surveyed_on,
    premises,
    vacant,
    survey_value,
    survey_low,
    survey_high,
    is_used,
    proxy_value,
    proxy_error,
    compared_years,
    mean_absolute_error,
    calibrated_value,
    calibrated_error
from marts.mart_local_vacancy
where
    current_setting('acte2.publish_local') = 'yes'
    and (survey_value is not null or proxy_value is not null)
order by code_commune collate "C", period
