-- Figures of territories other than towns, of core indicators, in the zone each is first given for; what became of them
-- since 2022 as it is told of towns (int_town_value).
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
    figure.source_vintages,
    case
        when figure.period < 2022 then null
        when change.change_unit_fr = '%' and base.value > 0 then 100 * (figure.value / base.value - 1)
        when
            coalesce(change.change_unit_fr, '') <> '%'
            and change.indicator_code is not null
            and indicator.unit not like 'class %' then figure.value - base.value
    end as change_since_2022,
    (
        select count(*) > 0
        from marts.dim_series_break as cut
        where
            figure.indicator_code = cut.indicator_code
            and cut.break_year > 2022
            and cut.break_year <= figure.period
    ) as is_across_break
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
left join marts.fct_indicator_value as base
    on figure.indicator_code = base.indicator_code
    and figure.territory_level = base.territory_level
    and figure.territory_code = base.territory_code
    and figure.zone = base.zone
    and base.period = 2022
left join
    (
        select distinct
            indicator_code,
            change_unit_fr
        from marts.mart_town_scorecard
    ) as change
    on figure.indicator_code = change.indicator_code
where figure.territory_level <> 'commune' and indicator.is_core
order by (figure.territory_level || '/' || figure.territory_code) collate "C", figure.indicator_code, figure.period
