-- Land and jobs of towns in scope: the last year that has a class, else the last one with land consumed.
select distinct on (figure.territory_code collate "C")
    figure.territory_code as town,
    figure.period,
    figure.land_for_activity,
    figure.land_for_activity_why_fr,
    figure.jobs_gained,
    figure.jobs_gained_why_fr,
    figure.land_per_job,
    figure.land_per_job_why_fr,
    figure.land_jobs_class_fr,
    figure.land_jobs_class_why_fr
from marts.mart_land_jobs as figure
inner join marts.dim_territory as town
    on figure.territory_level = town.territory_level
    and figure.territory_code = town.territory_code
where
    figure.territory_level = 'commune'
    and town.is_in_scope
    and (figure.land_jobs_class is not null or figure.land_for_activity is not null)
order by figure.territory_code collate "C", (figure.land_jobs_class is not null) desc, figure.period desc
