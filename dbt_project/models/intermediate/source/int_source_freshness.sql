-- How old each source's last new file is, at the moment it is asked for.
{{ config(materialized="view") }}

with aged as (
    select
        word.source,
        word.title_en,
        word.title_fr,
        word.frequency_en,
        word.frequency_fr,
        word.late_after_days,
        heard.last_vintage,
        heard.last_published_at,
        heard.last_heard_at,
        heard.is_simulated,
        {{ paris_day(now()) }} - {{ paris_day("heard.last_published_at") }} as days_since_published
    from {{ ref("int_source") }} as word
    left join {{ ref("stg_ops__source") }} as heard on word.source = heard.source
)

select
    source,
    title_en,
    title_fr,
    frequency_en,
    frequency_fr,
    last_vintage,
    last_published_at,
    last_heard_at,
    days_since_published,
    late_after_days,
    {{ paris_day("last_published_at") }} + late_after_days as late_on,
    coalesce(days_since_published > late_after_days, false) as is_late,
    case
        when days_since_published is null then 'nothing loaded yet'
        when days_since_published > late_after_days then 'late'
        else 'on time'
    end as state_en,
    case
        when days_since_published is null then 'rien de chargé'
        when days_since_published > late_after_days then 'en retard'
        else 'à jour'
    end as state_fr,
    is_simulated
from aged
