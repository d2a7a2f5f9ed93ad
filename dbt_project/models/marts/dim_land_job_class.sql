select
    land_job_class,
    label_en,
    label_fr
from {{ ref("int_land_job_class") }}
