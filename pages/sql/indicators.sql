-- What each indicator means, in the order of themes.
select
    indicator.indicator_code,
    indicator.label_fr,
    indicator.definition_fr,
    indicator.formula_fr,
    indicator.caveat_fr,
    indicator.unit_fr,
    indicator.after_value_fr,
    indicator.direction,
    indicator.decimals,
    indicator.unit like 'class %' as is_class,
    indicator.is_core,
    indicator.is_experimental,
    indicator.first_year,
    indicator.reference,
    indicator.source,
    indicator.interval_method,
    split_part(indicator.zones, ' ', 1) as zone,
    zone.label_fr as zone_fr,
    indicator.theme,
    theme.label_fr as theme_fr,
    indicator.version,
    change.change_unit_fr
from marts.dim_indicator as indicator
inner join marts.dim_theme as theme using (theme)
inner join marts.dim_zone as zone on split_part(indicator.zones, ' ', 1) = zone.zone
left join
    (
        select distinct
            indicator_code,
            change_unit_fr
        from marts.mart_town_scorecard
    ) as change
    using (indicator_code)
order by theme.theme_order, indicator.indicator_code
