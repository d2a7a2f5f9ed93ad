-- The last 24 months known of each event.
select
    pulse.code_commune as town,
    pulse.event,
    pulse.month,
    pulse.events,
    pulse.is_provisional
from marts.fct_pulse as pulse
inner join
    (
        select
            event,
            max(month) as month
        from marts.fct_pulse
        group by event
    ) as latest
    on pulse.event = latest.event
    and pulse.month > latest.month - interval '24 months'
where pulse.zone = 'all'
order by pulse.code_commune collate "C", pulse.event, pulse.month
