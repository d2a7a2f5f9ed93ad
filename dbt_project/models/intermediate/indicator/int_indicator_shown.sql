-- What the warehouse's own readers see: the values of int_indicator_value, but a survey's where a town has one. What is
-- compared, summed or ranked stays on int_indicator_value: a survey and a proxy have no common level. Only figures of
-- an indicator that has surveys are held against them.
{{ config(meta={"part": "indicator_code"}, materialized="view") }}

select {{ figure_columns("proxy") }}
from {{ ref("int_indicator_value") }} as proxy
where
    proxy.indicator_code <> all(
        array(select distinct surveyed.indicator_code from {{ ref("int_indicator_survey") }} as surveyed)
    )
    or not exists (
        select from {{ ref("int_indicator_survey") }} as survey
        where
            survey.indicator_code = proxy.indicator_code
            and survey.territory_level = proxy.territory_level
            and survey.territory_code = proxy.territory_code
            and survey.zone = proxy.zone
            and survey.period = proxy.period
    )
union all
select {{ figure_columns("survey") }}
from {{ ref("int_indicator_survey") }} as survey
