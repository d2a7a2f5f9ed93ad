-- What the last twelve months of each event are against what was to be expected.
select
    code_commune as town,
    event,
    label_fr,
    month,
    events_12m,
    expected_12m,
    low_12m,
    high_12m,
    is_outside_12m,
    status_fr_12m,
    baseline_12m,
    is_provisional_12m
from marts.mart_early_warning
where is_latest
order by code_commune collate "C", label_fr
