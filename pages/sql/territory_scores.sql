-- Figures of territories other than towns, of core indicators, in the zone each is first given for.
select
    figure.territory_level || '/' || figure.territory_code as territory,
    figure.indicator_code,
    figure.zone,
    figure.period,
    figure.value,
    figure.obs_status,
    status.label_fr as status_fr,
    reason.reason_fr,
    figure.coverage,
    figure.ci_low,
    figure.ci_high,
    figure.is_simulated,
    figure.source_vintages
from marts.fct_indicator_value as figure
inner join marts.dim_indicator as indicator
    on figure.indicator_code = indicator.indicator_code
    and figure.zone = split_part(indicator.zones, ' ', 1)
inner join
    (
        select distinct
            obs_status,
            label_fr
        from marts.dim_status
    ) as status
    on figure.obs_status = status.obs_status
left join
    (
        select distinct
            status_reason,
            reason_fr
        from marts.dim_status
        where status_reason is not null
    ) as reason
    on figure.status_reason = reason.status_reason
where figure.territory_level <> 'commune' and indicator.is_core
order by (figure.territory_level || '/' || figure.territory_code) collate "C", figure.indicator_code, figure.period
