-- Towns' own counts of passers-by, the last 24 months of each place, where towns' own data are published (ADR 20).
select
    counted.code_commune as town,
    counted.site_id,
    counted.site_name,
    counted.zone,
    counted.month,
    counted.passers,
    counted.passers_per_day,
    counted.days_counted,
    counted.is_whole
from marts.mart_local_footfall as counted
inner join
    (
        select
            code_commune,
            site_id,
            max(month) as month
        from marts.mart_local_footfall
        group by code_commune, site_id
    ) as latest
    on counted.code_commune = latest.code_commune
    and counted.site_id = latest.site_id
    and counted.month > latest.month - interval '24 months'
where current_setting('acte2.publish_local') = 'yes'
order by counted.code_commune collate "C", counted.site_name, counted.site_id, counted.month
