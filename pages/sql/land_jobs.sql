-- Land and jobs, the last year that has a class, else the last one with land consumed.
select distinct on (territory_code collate "C")
    territory_code as town,
    period,
    land_for_activity,
    land_for_activity_why_fr,
    jobs_gained,
    jobs_gained_why_fr,
    land_per_job,
    land_per_job_why_fr,
    land_jobs_class_fr,
    land_jobs_class_why_fr
from marts.mart_land_jobs
where territory_level = 'commune' and (land_jobs_class is not null or land_for_activity is not null)
order by territory_code collate "C", (land_jobs_class is not null) desc, period desc
