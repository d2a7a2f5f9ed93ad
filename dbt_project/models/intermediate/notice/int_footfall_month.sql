-- Passers-by of a place by month, all its channels together: one count may be of an hour, another of a quarter. Hours
-- counted are the mean of the channels'; days are those with a count on any. Grain: town × place × month.
with channel as (
    select
        channel_id,
        site_id,
        step_seconds,
        count(*) over (partition by site_id) as channels
    from {{ ref("stg_local__footfall_channel") }}
),

counted as (
    select
        channel.site_id,
        date_trunc('month', measure.started_at)::date as month,
        max(channel.channels)::integer as channels,
        sum(measure.passers)::bigint as passers,
        count(distinct measure.started_at::date)::integer as days_counted,
        sum(coalesce(measure.seconds, channel.step_seconds)) / 3600 / max(channel.channels) as hours_counted
    from {{ ref("stg_local__footfall_measure") }} as measure
    inner join channel on measure.channel_id = channel.channel_id
    where measure.passers is not null
    group by channel.site_id, date_trunc('month', measure.started_at)
),

point_of_town as (
    select
        site.site_id,
        site.site_name,
        succession.code_to as code_commune,
        town.perimeter_id,
        town.epsg,
        case when projection.epsg is not null then site.longitude end as longitude,
        case when projection.epsg is not null then site.latitude end as latitude
    from {{ ref("stg_local__footfall_site") }} as site
    inner join {{ ref("int_commune_succession") }} as succession
        on site.code_commune = succession.code_from
        and succession.cog_from = 0
    left join {{ ref("stg_centre__perimeter") }} as town on succession.code_to = town.code_commune
    left join {{ ref("projection") }} as projection
        on town.epsg = projection.epsg::integer
        and site.longitude between projection.longitude_min and projection.longitude_max
        and site.latitude between projection.latitude_min and projection.latitude_max
),

{{ projected("point_of_town") }}

select
    plane.code_commune,
    plane.site_id,
    plane.site_name,
    {{ zone_of_point("plane.x", "plane.y", "plane.perimeter_id") }} as zone,
    counted.month,
    counted.channels,
    counted.passers,
    counted.days_counted,
    counted.hours_counted,
    counted.passers / counted.days_counted::double precision as passers_per_day,
    counted.days_counted
    >= {{ var("partial_below") }} * date_part('day', counted.month + interval '1 month - 1 day') as is_whole
from counted
inner join plane on counted.site_id = plane.site_id
