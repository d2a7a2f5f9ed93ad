-- The pulse: town in scope × zone × month × event, zero included, in the months that the source covers whole. A median
-- price is that of the month's own sales.
with town as (
    select
        commune.code_commune,
        commune.departement_code,
        perimeter.code_commune is not null as has_perimeter
    from {{ ref("int_commune_status") }} as status
    inner join {{ ref("int_commune") }} as commune using (code_commune)
    left join {{ ref("stg_centre__perimeter") }} as perimeter using (code_commune)
    where status.is_in_scope
),

counted as (
    select
        event,
        code_commune,
        {{ zone_or_all("zone") }} as zone,
        month,
        count(*) as events,
        count(price) as priced_events,
        percentile_cont(0.5) within group (order by price) as median_price
    from {{ ref("int_pulse_event") }}
    group by {{ zones_and_all("event, code_commune, month", "zone") }}
)

select
    town.code_commune,
    zone.zone,
    covered.month,
    kind.event,
    coalesce(counted.events, 0)::integer as events,
    case when kind.prices_from is not null then coalesce(counted.priced_events, 0)::integer end as priced_events,
    case when counted.priced_events >= kind.prices_from then counted.median_price end as median_price,
    covered.is_provisional
from {{ ref("pulse_event") }} as kind
inner join {{ ref("int_pulse_month") }} as covered using (event)
inner join town on covered.departement_code is null or town.departement_code = covered.departement_code
inner join (values ('all'), ('centre'), ('rest'), ('unlocated')) as zone (zone)
    on zone.zone = 'all' or (kind.is_zoned and town.has_perimeter)
left join counted
    on kind.event = counted.event
    and town.code_commune = counted.code_commune
    and zone.zone = counted.zone
    and covered.month = counted.month
