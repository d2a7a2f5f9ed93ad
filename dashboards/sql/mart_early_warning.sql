-- Events of towns by month, and whether they are more or fewer than usual; with the label of the town.
select
    town.territory_label,
    town.departement_name,
    warning.label_fr as event_fr,
    warning.month,
    warning.is_latest,
    warning.events_1m,
    warning.events_12m,
    warning.expected_12m,
    warning.low_12m,
    warning.high_12m,
    case
        when warning.low_12m is not null then warning.low_12m || ' à ' || warning.high_12m
    end as range_12m,
    warning.is_outside_12m,
    warning.status_fr_12m,
    warning.baseline_12m,
    warning.is_provisional_12m,
    warning.national_ratio_12m
from marts.mart_early_warning as warning
inner join marts.dim_territory as town
    on town.territory_level = 'commune' and warning.code_commune = town.territory_code
