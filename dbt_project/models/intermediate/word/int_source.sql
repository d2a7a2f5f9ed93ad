-- Words of the declared sources.
{{ config(materialized="view") }}

select
    source,
    title_en,
    title_fr,
    producer_en,
    producer_fr,
    frequency_en,
    frequency_fr,
    licence_en,
    licence_fr,
    homepage,
    late_after_days
from {{ ref("source") }}
