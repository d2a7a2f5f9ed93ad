-- The classes of land and jobs, in words.
{{ config(materialized="view") }}

select
    land_job_class,
    label_en,
    label_fr
from {{ ref("land_job_class") }}
