{{ config(schema="quality", alias="source_freshness", materialized="view") }}
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
    late_on,
    is_late,
    state_en,
    state_fr,
    is_simulated
from {{ ref("int_source_freshness") }}
