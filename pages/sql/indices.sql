-- Indicators that are counts, 2022 being 100.
select
    territory_code as town,
    indicator_code,
    period,
    index_value,
    obs_status
from marts.mart_index
where territory_level = 'commune' and zone = 'all' and base_period = 2022 and period >= 2022
order by territory_code collate "C", indicator_code, period
